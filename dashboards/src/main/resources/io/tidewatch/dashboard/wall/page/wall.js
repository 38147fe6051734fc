import { el, icon } from './dom.js';
import { words, lang } from './words.js';
import { header, banner } from './header.js';
import { incidents } from './incidents.js';
import { volume } from './volume.js';
import { ranking } from './ranking.js';
import { voices } from './voices.js';
import { mood } from './mood.js';

const LOST_AFTER_MILLIS = 5000;
const byId = (id) => document.getElementById(id);
const strip = el('div', { id: 'banner', hidden: '' });
document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
byId('header').after(strip);

let live = null;
let history = null;
let skew = 0;
let heard = Date.now();

/** The server's clock: ages must not depend on how well this screen's clock is set. */
const now = () => Date.now() + skew;

function listen() {
  const events = new EventSource('events');
  const take = (use) => (event) => {
    const message = JSON.parse(event.data);
    heard = Date.now();
    skew = message.now - heard;
    use(message);
    draw();
  };
  events.addEventListener('live', take((m) => { live = m; }));
  events.addEventListener('history', take((m) => { history = m; }));
  events.addEventListener('error', () => {
    // The browser reconnects by itself unless the server answered with an error.
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
  });
}

function draw() {
  if (!live) return;
  const lost = Date.now() - heard > LOST_AFTER_MILLIS;
  document.body.dataset.link = lost ? 'lost' : 'live';
  const state = lost ? { ...live, light: 'blind' } : live;
  document.body.dataset.light = state.light;
  const old = lost || live.freshness === 'away' || live.freshness === 'silent';
  byId('header').replaceChildren(...header(state, now(), old));
  const cards = byId('incidents');
  cards.dataset.count = String(live.incidents.length);
  cards.replaceChildren(...incidents(state, old ? (live.as_of || now()) : now()));
  cards.classList.toggle('old', old && live.incidents.length > 0);
  fill('ranking', ranking(live), old);
  fill('mood', mood(live), old);
  fill('voices', voices(live, history, now()), old);
  volume(history && lost ? { ...history, state: 'away' } : history, live);
  say(words.said(words.light[state.light], live.open.critical + live.open.warning + live.open.info));
  const text = banner(live, now(), lost ? heard + skew : 0);
  strip.hidden = text === null;
  document.body.dataset.banner = String(text !== null);
  if (text !== null) strip.replaceChildren(icon(lost || old ? 'blind' : 'waiting'), text);
}

function fill(id, content, old) {
  byId(id).replaceChildren(...content);
  byId(id).classList.toggle('old', old);
}

function say(text) {
  if (byId('said').textContent !== text) byId('said').textContent = text;
}

setInterval(draw, 1000);
listen();
