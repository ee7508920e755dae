import { fold, tokenize } from '#domain/language/tokenize.ts';
import type { EventDraft } from './schedule-draft.ts';

// Words for breaks, meals and registration in the languages of many conferences, folded.
const SERVICE_WORDS = new Set(
  [
    'break breaks pause coffee tea lunch lunchtime breakfast brunch dinner supper meal meals refreshments snacks',
    'registration registrations checkin checkout doors badge badges cloakroom',
    'pausen kaffee kaffeepause mittag mittagspause mittagessen fruhstuck abendessen einlass anmeldung registrierung',
    'pauses cafe dejeuner diner inscription inscriptions enregistrement accueil',
    'pausa pausas descanso descansos almuerzo comida desayuno cena registro acreditacion inscripcion merienda',
    'pranzo colazione registrazione accrediti almoco intervalo jantar credenciamento inscricao',
    'pauze koffie koffiepauze lunchpauze ontbijt registratie ontvangst inloop',
    'przerwa obiad sniadanie kolacja rejestracja przestavka obed registrace snidane kava',
    'kaffepaus fika lunchpaus registrering frukost kaffepause lunsj frokost tauko kahvi lounas ilmoittautuminen',
    'перерыв обед кофе брейк регистрация завтрак ужин',
    '休憩 昼食 お昼 昼休み ランチ コーヒー ブレイク 受付 開場 午餐 午休 茶歇 签到 注册 휴식 점심 등록',
  ].flatMap((line) => line.split(' ').map(fold)),
);

// Words that can appear with them: when, how, where and for whom.
const MODIFIERS = new Set(
  [
    'a an and or the of for in on at to with your our all day days morning mid midday noon afternoon evening',
    'short long late early light networking attendee attendees speaker speakers participant participants guests',
    'time hour hours min mins minutes open opens opening close closes closing desk area hall foyer exhibit expo',
    'exhibition continental buffet provided served free pick up pickup collection welcome',
    'und oder mit fur der die das im am zum kleine grosse et de du la le les des petit dejeuner y e con para da do del',
    'dei en van met voor z i na',
  ].flatMap((line) => line.split(' ').map(fold)),
);

function isServiceName(text: string | undefined): boolean {
  if (text === undefined || text.length > 120) return false;
  const [own] = text.split(/\b(?:sponsored|presented|powered|hosted|brought to you) by\b/i);
  const plain = fold(own!).replace(/\bcheck[ -]?(?:in|out)\b/g, 'checkin');
  const words = tokenize(plain).map((word) => word.text);
  return (
    words.some((word) => SERVICE_WORDS.has(word)) &&
    words.every((word) => SERVICE_WORDS.has(word) || MODIFIERS.has(word) || /^\d+$/.test(word))
  );
}

/**
 * Returns whether an event is a break, a meal or registration: if the schedule marks it as one, or if it has no
 * speakers and its title, type or track consists only of such words. When in doubt it is a talk: losing a talk is worse
 * than listing a lunch.
 */
export function isServiceSession(event: EventDraft): boolean {
  if (event.isService) return true;
  return event.speakers.length === 0 && [event.title, event.type, event.track].some(isServiceName);
}
