import { el, icon, swatch } from './dom.js';
import { words, named, minute, time, count } from './words.js';

const PALETTE = ['#3f9fd6', '#9d86e0', '#3fae96', '#c9a94f', '#c77fae'];
const REST = '#4a6080';
const TONES = { critical: '#ff5d6c', warning: '#ff9d42', info: '#ffd84d' };
const chartBox = document.getElementById('volume-chart');
const legend = document.getElementById('volume-legend');
const empty = document.getElementById('volume-empty');
const note = document.getElementById('volume-note');
let chart;
let shown = '';

export function volume(history, live) {
  document.getElementById('volume-title').textContent = words.volume;
  const away = history?.state === 'away';
  const none = !history || !history.all || history.state === 'empty' || !history.all.some((n) => n > 0);
  empty.hidden = !none;
  chartBox.hidden = none;
  document.getElementById('volume').classList.toggle('old', away && !none);
  note.textContent = none ? '' : away ? `${words.history_away} · ${words.as_of(time(history.as_of))}` : '';
  if (none) {
    legend.replaceChildren();
    empty.replaceChildren(icon(away ? 'away' : 'waiting'), away ? words.history_away : words.no_history);
    shown = '';
    return;
  }
  const key = `${history.as_of}|${live?.incidents.map((i) => i.id + i.severity).join()}|${chartBox.clientWidth}x${chartBox.clientHeight}`;
  if (key === shown) return;
  shown = key;
  draw(history, live?.incidents ?? []);
}

function draw(history, incidents) {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const severity = new Map(incidents.map((i) => [i.issue, i.severity]));
  const issues = history.issues.filter((i) => i.counts.some((n) => n > 0));
  const colours = new Map();
  let next = 0;
  for (const i of issues) {
    const tone = TONES[severity.get(i.id)];
    colours.set(i.id, tone && ![...colours.values()].includes(tone) ? tone : PALETTE[next++ % PALETTE.length]);
  }
  const at = (bin) => history.from + bin * history.step;
  const known = (bin) => history.all[bin] > 0;
  const last = history.all.length - 1;
  const rest = history.complaints.map((n, bin) => Math.max(0, n - issues.reduce((sum, i) => sum + i.counts[bin], 0)));
  const bars = (id, name, counts, colour) => ({
    id, name, type: 'bar', stack: 'complaints', barCategoryGap: '12%', animation: false, color: colour,
    data: counts.map((n, bin) => (known(bin)
      ? { value: [at(bin) + history.step / 2, n], itemStyle: bin === last ? { opacity: 0.45 } : undefined }
      : [at(bin) + history.step / 2, null])),
  });
  // What has an incident stands on the axis, where its height can be read.
  const series = [...issues.map((i) => bars(i.id, named(i.name), i.counts, colours.get(i.id))), bars('rest', words.rest, rest, REST)];
  series[0].markArea = { silent: true, data: gaps(history).map(([a, b]) => [
    { xAxis: at(a), itemStyle: { color: 'rgba(142,165,194,.16)' }, label: { show: b - a > 5, formatter: words.no_messages, color: '#b4c6de', fontSize: 1.4 * rem } }, { xAxis: at(b) }]) };
  const labelled = [];
  series[0].markLine = { silent: true, symbol: 'none', animation: false, data: incidents.filter((i) => i.starts_at > history.from).map((i) => ({
    xAxis: i.starts_at, lineStyle: { color: TONES[i.severity], width: 0.2 * rem, type: 'dashed' },
    label: { show: hasRoom(i), formatter: `${named(i.name)} ${minute(i.starts_at)} ${words.started}`, position: 'end', align: 'right', distance: [0.2 * rem, 0.2 * rem], color: '#fff', backgroundColor: '#13263f', padding: [0.2 * rem, 0.5 * rem], fontSize: 1.45 * rem, fontWeight: 600 } })) };
  function hasRoom(i) {
    const width = ((named(i.name).length * 1.5 + 8) * rem * (last + 1) * history.step) / (chartBox.clientWidth - 5 * rem);
    const free = labelled.every((l) => i.starts_at < l.from || i.starts_at - width > l.to);
    if (free) labelled.push({ from: i.starts_at - width, to: i.starts_at });
    return free;
  }
  if (history.day_before.some((n) => n > 0)) {
    series.push({ id: 'day_before', name: words.day_before, type: 'line', symbol: 'none', animation: false, z: 3, connectNulls: false,
      lineStyle: { color: '#d5e2f3', width: 0.16 * rem, type: [5, 4] }, data: smooth(history.day_before).map((n, bin) => [at(bin) + history.step / 2, n]) });
  }
  chart ??= echarts.init(chartBox, null, { renderer: 'canvas' });
  chart.resize();
  chart.setOption({
    animation: false, tooltip: { show: false }, silent: true,
    aria: { enabled: true, label: { description: words.chart(count(sum(history.complaints)), count(history.complaints[last])) } },
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 3.6 * rem, right: 1.2 * rem, top: 2.4 * rem, bottom: 2.6 * rem },
    xAxis: { type: 'time', min: history.from, max: at(last + 1), splitNumber: 8,
      axisLine: { lineStyle: { color: '#3a547a' } }, axisTick: { show: false },
      axisLabel: { color: '#b4c6de', fontSize: 1.45 * rem, hideOverlap: true, formatter: (t) => minute(t) } },
    yAxis: { type: 'value', minInterval: 1, splitNumber: 3, splitLine: { lineStyle: { color: '#1b3150' } }, axisLabel: { color: '#b4c6de', fontSize: 1.45 * rem } },
    series,
  }, { notMerge: true });
  legend.replaceChildren(
    ...issues.map((i) => el('li', {}, swatch(colours.get(i.id)), named(i.name))),
    el('li', {}, swatch(REST), words.rest),
    history.day_before.some((n) => n > 0) ? el('li', {}, swatch('#d5e2f3', true), words.day_before) : '');
}

const sum = (counts) => counts.reduce((s, n) => s + n, 0);

/** Mean over half an hour: the day before is a level to compare with, not a story of its own. */
function smooth(counts) {
  return counts.map((_, bin) => {
    const near = counts.slice(Math.max(0, bin - 1), bin + 2).filter((n) => n >= 0);
    return near.length && counts[bin] >= 0 ? sum(near) / near.length : null;
  });
}

/** Runs of at least three bins without any message; before the first message there is simply no history. */
function gaps(history) {
  const out = [];
  let start = -1;
  history.all.forEach((n, bin) => {
    if (n > 0 || bin === history.all.length - 1) {
      if (start >= 0 && bin - start >= 3) out.push([start, n > 0 ? bin : bin + 1]);
      start = -1;
    } else if (start < 0) {
      start = bin;
    }
  });
  return out;
}
