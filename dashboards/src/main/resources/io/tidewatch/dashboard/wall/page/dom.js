// Text from outside only ever becomes a text node.

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((c) => c !== null && c !== undefined));
  return node;
}

const SVG = 'http://www.w3.org/2000/svg';

const PATHS = {
  normal: ['M4 12.5 9.5 18 20 6.5'],
  attention: ['M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12Z', 'M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z'],
  warning: ['M12 3 22.5 21h-21Z', 'M12 10v5', 'M12 18v.1'],
  critical: ['M8 2h8l6 6v8l-6 6H8l-6-6V8Z', 'M12 7v6', 'M12 16.8v.1'],
  waiting: ['M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19Z', 'M12 7v5.5l3.5 2'],
  blind: ['M3 3l18 18', 'M10 6c6.500-1.600 10.500 3 12 6-.6 1.100-1.500 2.300-2.700 3.400M6 7.800C4 9.200 2.600 11 2 12c1.500 3 5.500 7.500 11 6.300'],
  up: ['M5 19 19 5', 'M9 5h10v10'],
  down: ['M5 5 19 19', 'M19 9v10H9'],
  flat: ['M4 12h15', 'M14 6l6 6-6 6'],
  minus: ['M5 12h14'],
  plus: ['M12 5v14', 'M5 12h14'],
  imported: ['M12 3v11', 'M7 10l5 5 5-5', 'M4 17v4h16v-4'],
  dot: ['M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10Z'],
};

const NAMES = {
  info: 'attention', learning: 'waiting', fresh: 'normal', late: 'waiting', silent: 'blind', none: 'blind', away: 'blind',
  negative: 'minus', neutral: 'dot', positive: 'plus', acknowledged: 'normal',
};

export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  for (const d of PATHS[NAMES[name] ?? name] ?? PATHS.dot) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

/** A square of one colour; a style attribute would need a looser security policy. */
export function swatch(colour, line = false) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 10 10');
  svg.setAttribute('class', 'swatch');
  svg.setAttribute('aria-hidden', 'true');
  const rect = document.createElementNS(SVG, 'rect');
  rect.setAttribute('width', '10');
  rect.setAttribute('height', line ? '2' : '10');
  rect.setAttribute('y', line ? '4' : '0');
  rect.setAttribute('fill', colour);
  svg.append(rect);
  return svg;
}

/** Bars side by side, widths as shares of their sum. */
export function split(parts) {
  const total = parts.reduce((sum, p) => sum + p.value, 0);
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 1000 10');
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('aria-hidden', 'true');
  let x = 0;
  for (const part of parts) {
    const width = (1000 * part.value) / total;
    const rect = document.createElementNS(SVG, 'rect');
    rect.setAttribute('x', String(x));
    rect.setAttribute('width', String(Math.max(0, width - 3)));
    rect.setAttribute('height', '10');
    rect.setAttribute('fill', part.colour);
    svg.append(rect);
    x += width;
  }
  return svg;
}
