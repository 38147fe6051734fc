import { timezone } from './installation.js';

const query = new URLSearchParams(location.search);

export const lang = query.get('lang') === 'en' ? 'en' : 'zh';
export const zone = validZone(query.get('tz')) ?? validZone(timezone) ?? 'Asia/Shanghai';

function validZone(name) {
  try {
    return name && new Intl.DateTimeFormat('en', { timeZone: name }) && name;
  } catch {
    return null;
  }
}

const WORDS = {
  zh: {
    light: { normal: '正常', attention: '关注', warning: '预警', critical: '严重', learning: '学习中', waiting: '等待数据', blind: '数据中断' },
    severity: { critical: '严重', warning: '预警', info: '关注' },
    tagline: '客户之声 · 实时预警',
    unacknowledged: '最久未确认',
    none_open: '当前没有未结事件',
    none_open_note: (n) => `近 1 小时共 ${n} 条投诉,均在预期之内`,
    complaints: (n) => `近 1 小时共 ${n} 条投诉`,
    learning: (day, of) => `学习中：第 ${day}/${of} 天`, learning_cold: (day, of) => `学习中：第 ${day}/${of} 天，尚不知平时有多少`,
    imported_only: '只有导入的数据，尚无实时来源', imported_note: '导入的数据已计入',
    imported: (t, n) => `导入于 ${t} · ${n} 条`,
    waiting: '等待第一批数据',
    waiting_note: '各服务已就绪,尚未收到客户反馈',
    blind: '无法获知当前是否有事件',
    blind_note: '实时数据中断,恢复前请勿据此判断平安',
    more: (n) => `另有 ${n} 起`,
    times_expected: '倍于预期', under_one: '不到 1', now: '现在', expected: '预期', around: (n, low, high) => `${n}（${low}–${high}）`, voices: '发声人数', lasted: '已持续', posts: '条', people: '人', owner: '负责人', no_owner: '未指定',
    trend: { 1: '上升', 0: '持平', '-1': '回落' },
    doubling: (m) => `${m} 分钟翻倍`,
    states: { open: '未确认', acknowledged: '已确认', acting: '处置中', mitigated: '已缓解', verified: '已验证', closed: '已关闭' },
    historical: '补录', inhibited: '已被其他预警解释，不推送', all_regions: '全国', unknown_region: '地区未知', and_more: (n) => `等 ${n} 地`,
    volume: '投诉量 · 近 24 小时', rest: '其余', day_before: '昨日', started: '起',
    no_history: '尚无历史数据', history_away: '历史数据中断', as_of: (t) => `数据截至 ${t}`, no_messages: '无数据',
    ranking: '问题排行 · 近 1 小时', ranking_of: (n) => `近 1 小时 ${n} 条投诉 · 问题排行`, share: '占比', count: '条数', change: '较日均', rest_of: (n) => `其余 ${n} 类`, usual_small: '—',
    no_issues: '近 1 小时无投诉', no_figures: '尚无数据',
    mood: '情绪 · 近 1 小时', negative: '负面', neutral: '中性', positive: '正面',
    quotes: '客户原声', quotes_note: '公开渠道 · 已脱敏', no_quotes: '暂无公开原声',
    ago_s: (n) => `${n} 秒前`, ago_m: (n) => `${n} 分钟前`, ago_h: (n) => `${n} 小时前`, ago_d: (n) => `${n} 天前`, never: '从未',
    minutes: (n) => `${n} 分钟`, hours: (h, m) => (m ? `${h} 小时 ${m} 分` : `${h} 小时`), days: (d, h) => `${d} 天 ${h} 小时`,
    link_lost: (t) => `与服务器的连接中断,画面停在 ${t}`, redis_away: (t) => `实时数据中断,显示的是 ${t} 的数据`,
    redis_never: '实时数据中断', silent: (a) => `数据源已静默,最近一条在 ${a}`, unreadable: (n) => `${n} 条数据无法读取`, late: (a) => `数据迟到,最近一条在 ${a}`,
    more_sources: (n) => `另有 ${n} 个来源`,
    said: (light, n) => `状态 ${light},未结事件 ${n} 起`,
    chart: (n, now) => `近 24 小时投诉量柱状图,共 ${n} 条,最近 10 分钟 ${now} 条`,
  },
  en: {
    light: { normal: 'Normal', attention: 'Attention', warning: 'Warning', critical: 'Critical', learning: 'Learning', waiting: 'Waiting', blind: 'No data' },
    severity: { critical: 'Critical', warning: 'Warning', info: 'Attention' },
    tagline: 'Voice of the customer, live',
    unacknowledged: 'Unacked for',
    none_open: 'No open incidents',
    none_open_note: (n) => `${n} complaint${n === '1' ? '' : 's'} in the last hour, all as expected`,
    complaints: (n) => `${n} complaint${n === '1' ? '' : 's'} in the last hour`,
    learning: (day, of) => `learning: day ${day} of ${of}`, learning_cold: (day, of) => `learning: day ${day} of ${of}, what is usual is not known yet`,
    imported_only: 'Imported data only, no live source yet', imported_note: 'What was imported is counted',
    imported: (t, n) => `imported ${t}, ${n} message${n === '1' ? '' : 's'}`,
    waiting: 'Waiting for the first data',
    waiting_note: 'All services are up; no feedback has arrived yet',
    blind: 'We cannot see whether anything is wrong',
    blind_note: 'Live data is interrupted; do not take this for calm',
    more: (n) => `${n} more`,
    times_expected: 'times expected', under_one: 'under 1', now: 'Now', expected: 'Expected', around: (n, low, high) => `${n} (${low}–${high})`, voices: 'Voices', lasted: 'For', posts: '', people: '', owner: 'Owner', no_owner: 'nobody',
    trend: { 1: 'Rising', 0: 'Level', '-1': 'Falling' },
    doubling: (m) => `×2 in ${m} min`,
    states: { open: 'Not acked', acknowledged: 'Acked', acting: 'Acting', mitigated: 'Mitigated', verified: 'Verified', closed: 'Closed' },
    historical: 'late entry', inhibited: 'Explained by another, not notified', all_regions: 'Everywhere', unknown_region: 'Region unknown', and_more: (n) => `+${n}`,
    volume: 'Complaints, 24 hours', rest: 'Others', day_before: 'Day before', started: 'start',
    no_history: 'No history yet', history_away: 'History is interrupted', as_of: (t) => `as of ${t}`, no_messages: 'no data',
    ranking: 'Issues, last hour', ranking_of: (n) => `${n} complaint${n === '1' ? '' : 's'}, last hour, by issue`, share: 'Share', count: 'Count', change: 'vs day', rest_of: (n) => `${n} other issues`, usual_small: '–',
    no_issues: 'No complaints in the last hour', no_figures: 'No data yet',
    mood: 'Sentiment, last hour', negative: 'negative', neutral: 'neutral', positive: 'positive',
    quotes: 'In their words', quotes_note: 'public channels, masked', no_quotes: 'Nothing public yet',
    ago_s: (n) => `${n} s ago`, ago_m: (n) => `${n} min ago`, ago_h: (n) => `${n} h ago`, ago_d: (n) => `${n} d ago`, never: 'never',
    minutes: (n) => `${n} min`, hours: (h, m) => (m ? `${h} h ${m} min` : `${h} h`), days: (d, h) => `${d} d ${h} h`,
    link_lost: (t) => `Connection to the server lost; the picture is from ${t}`, redis_away: (t) => `Live data interrupted; these figures are from ${t}`,
    redis_never: 'Live data interrupted', silent: (a) => `All sources silent, last message ${a}`, unreadable: (n) => `${n} values could not be read`, late: (a) => `Data is late, last message ${a}`,
    more_sources: (n) => `${n} more sources`,
    said: (light, n) => `State ${light}, ${n} open incidents`,
    chart: (n, now) => `Bar chart of complaints over 24 hours, ${n} in all, ${now} in the last ten minutes`,
  },
};

export const words = WORDS[lang];

const REGIONS = {
  北京: 'Beijing', 天津: 'Tianjin', 河北: 'Hebei', 山西: 'Shanxi', 内蒙古: 'Inner Mongolia', 辽宁: 'Liaoning', 吉林: 'Jilin',
  黑龙江: 'Heilongjiang', 上海: 'Shanghai', 江苏: 'Jiangsu', 浙江: 'Zhejiang', 安徽: 'Anhui', 福建: 'Fujian', 江西: 'Jiangxi',
  山东: 'Shandong', 河南: 'Henan', 湖北: 'Hubei', 湖南: 'Hunan', 广东: 'Guangdong', 广西: 'Guangxi', 海南: 'Hainan', 重庆: 'Chongqing',
  四川: 'Sichuan', 贵州: 'Guizhou', 云南: 'Yunnan', 西藏: 'Tibet', 陕西: 'Shaanxi', 甘肃: 'Gansu', 青海: 'Qinghai', 宁夏: 'Ningxia',
  新疆: 'Xinjiang', 香港: 'Hong Kong', 澳门: 'Macau', 台湾: 'Taiwan', 海外: 'Overseas',
};

const SOURCES = { weibo: '微博', douyin: '抖音', xiaohongshu: '小红书', zhihu: '知乎', wechat: '微信', taobao: '淘宝', tmall: '天猫', jd: '京东', heimao: '黑猫投诉', dianping: '大众点评', im: '在线客服', phone: '电话', ticket: '工单', review: '商品评价', app_store: '应用商店', survey: '问卷', email: '邮件' };

export const named = (name) => (lang === 'zh' ? name.zh || name.en : capital(name.en || name.zh));
/** What came with a message, and whose address it is answered at: text, never a link. */
export const attached = (q) => [q.media ? (lang === 'zh' ? q.media.zh : q.media.en) : null, q.answered_at ?? null].filter(Boolean);
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
export const region = (name) => (name === 'unknown' ? words.unknown_region : lang === 'en' ? (REGIONS[name] ?? name) : name);
export const source = (name) => (lang === 'zh' ? (SOURCES[name] ?? name) : name);

const locale = lang === 'zh' ? 'zh-CN' : 'en-GB';
const clock = new Intl.DateTimeFormat(locale, { timeZone: zone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const hourMinute = new Intl.DateTimeFormat(locale, { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const date = new Intl.DateTimeFormat(locale, { timeZone: zone, month: 'long', day: 'numeric', weekday: 'long' });
const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });

export const time = (t) => clock.format(t);
export const minute = (t) => hourMinute.format(t);
export const day = (t) => date.format(t);
export const count = (n) => number.format(n);
export const percent = (x) => `${Math.round(x * 100)}%`;
export const decimal = (x) => (x < 10 ? x.toFixed(1) : number.format(x));

export function ago(millis) {
  const s = Math.max(0, Math.round(millis / 1000));
  if (s < 60) return words.ago_s(s);
  if (s < 5400) return words.ago_m(Math.round(s / 60));
  if (s < 129600) return words.ago_h(Math.round(s / 3600));
  return words.ago_d(Math.round(s / 86400));
}

export function lasted(millis) {
  const m = Math.max(0, Math.floor(millis / 60000));
  if (m < 60) return words.minutes(m);
  if (m < 1440) return words.hours(Math.floor(m / 60), m % 60);
  return words.days(Math.floor(m / 1440), Math.floor((m % 1440) / 60));
}
