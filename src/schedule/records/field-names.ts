import { fold } from '#domain/language/tokenize.ts';

/** A field that a column of a table, or a key of an object, can contain. */
export type RecordField =
  | 'end'
  | 'start'
  | 'duration'
  | 'date'
  | 'affiliation'
  | 'speakers'
  | 'room'
  | 'track'
  | 'type'
  | 'abstract'
  | 'url'
  | 'id'
  | 'title';

/** Words that mark a name as something else, even if another word in it matches a field. */
const OTHER =
  'bio biography email mail photo image picture avatar thumbnail logo color colour phone twitter linkedin github ' +
  'facebook website social gender country city address capacity count created updated modified published deadline ' +
  'readable zone timezone notes position job role pronouns slides video recording cue feedback tags keywords';

/**
 * Words in field names, folded. If the words of a name match several fields, the first in this list wins: "Session
 * start time" is a start, "Speaker name" the speakers, "Name" the title.
 */
const WORDS: [RecordField, string][] = [
  [
    'end',
    'end ends endsat endat ending ended until to finish finishes ende bis fin fim final fine termino hasta einde slut',
  ],
  ['end', 'конец окончание koniec 終了 終了時刻 結束 结束 종료'],
  ['duration', 'duration length minutes mins dauer lange duree duracion duracao durata duur 時長 时长 所要時間 분'],
  [
    'start',
    'start starts startsat startat starting started scheduled begin begins from time times when wann beginn anfang uhrzeit zeit debut heure ' +
      'horaire inicio hora horario ora orario aanvang tijd godzina начало время 開始 開始時刻 時間 时间 시간 시작',
  ],
  ['date', 'date day tag datum jour fecha dia data giorno dag dzien дата день 日期 日付 날짜'],
  [
    'affiliation',
    'company affiliation institution organization organisation employer firma unternehmen entreprise empresa azienda',
  ],
  [
    'speakers',
    'who wer coauthors speaker speakers presenter presenters person persons people author authors performer performers panelist ' +
      'panelists instructor instructors facilitator facilitators host hosts lecturer sprecher sprecherin referent ' +
      'referentin referenten vortragende vortragender intervenant intervenants intervenante conferencier orateur ' +
      'ponente ponentes orador oradores palestrante palestrantes relatore relatori spreker sprekers prelegent ' +
      'докладчик спикер спикеры 講者 讲者 講師 讲师 演讲者 登壇者 発表者 발표자 연사',
  ],
  [
    'room',
    'room rooms where wo location venue stage hall place auditorium microlocation raum saal ort buhne salle lieu scene sala ' +
      'lugar escenario local salon aula palco zaal sal зал место 会場 教室 場地 地点 地點 会议室 會議室 장소',
  ],
  ['track', 'track tracks stream streams strang piste linea trilha area filone секция 軌 トラック 트랙'],
  [
    'type',
    'type types subtype format kind category categories art typ kategorie categorie tipo formato 類型 类型 分類',
  ],
  [
    'abstract',
    'abstract description summary details content synopsis beschreibung inhalt zusammenfassung resume descriptif ' +
      'descripcion resumen descricao resumo descrizione omschrijving opis описание аннотация 概要 摘要 簡介 简介 内容 설명',
  ],
  ['url', 'url link href permalink webseite lien enlace'],
  ['id', 'id guid uuid uid code key'],
  [
    'title',
    'title titles titel titre titulo titolo tytul название тема タイトル 題目 标题 標題 議題 议题 主題 주제 제목',
  ],
  [
    'title',
    'what was talk talks session sessions presentation topic subject event activity lecture vortrag thema sujet tema conference charla ' +
      'palestra atividade actividad activite attivita доклад 演題 講演 세션',
  ],
  ['title', 'name'],
  // "Room full name" is a room.
  ['speakers', 'fullname'],
];

const OTHER_WORDS = new Set(OTHER.split(' '));
const RANKS = new Map<string, { field: RecordField; rank: number }>();
for (const [rank, [field, words]] of WORDS.entries()) {
  for (const word of words.split(' ').map(fold)) if (!RANKS.has(word)) RANKS.set(word, { field, rank });
}

/** A field and how well the name matches it: of several columns for one field, the lowest rank wins. */
export interface NamedField {
  field: RecordField;
  rank: number;
}

const known = new Map<string, NamedField | undefined>();
const MOST_KNOWN = 2_000;

/** Returns the field for a column or key such as `Startzeit`, `starts-at` or `sessionTitle`, if it is known. */
export function fieldNamed(name: string): NamedField | undefined {
  if (known.has(name)) return known.get(name);
  if (/^[_@$]/.test(name)) return undefined;
  const words = name
    .slice(0, 80)
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\p{M}]+/u)
    .map(fold)
    .filter((word) => word !== '' && word !== 's');
  const found = words.some((word) => OTHER_WORDS.has(word))
    ? undefined
    : words
        .flatMap(
          (word) =>
            RANKS.get(word) ??
            RANKS.get(word.replace(/^(?:time|date)(?=start|end|begin)|(?:ids?|zeit|datetime|time|date|s)$/, '')) ??
            [],
        )
        .toSorted((a, b) => a.rank - b.rank)[0];
  // "Speaker title" is a job title, "Speaker link" a page.
  const named = found?.field === 'speakers' && /\b(?:title|url|link)\b/.test(words.join(' ')) ? undefined : found;
  if (known.size < MOST_KNOWN) known.set(name, named);
  return named;
}
