import { el, icon, split } from './dom.js';
import { words, count, percent } from './words.js';

const LABELS = ['negative', 'neutral', 'positive'];
const COLOURS = { negative: '#ff7a85', neutral: '#8ea5c2', positive: '#3ddc97' };

export function mood(live) {
  const title = el('h2', {}, words.mood);
  const parts = LABELS.filter((l) => live.sentiment[l] !== undefined);
  const total = parts.reduce((sum, l) => sum + live.sentiment[l], 0);
  if (!total) return [title, el('div', { class: 'empty' }, words.no_figures)];
  return [title,
    el('div', { class: 'split' }, split(parts.map((l) => ({ value: live.sentiment[l], colour: COLOURS[l] })))),
    el('ul', {}, parts.map((l) => el('li', { 'data-label': l },
      el('b', {}, icon(l), percent(live.sentiment[l] / total)), `${words[l]} ${count(live.sentiment[l])}`)))];
}
