import { hasUnbalancedQuotes, splitSentences } from '#domain/language/split-sentences.ts';
import { findUrls } from '#domain/language/urls.ts';
import type { Note } from '#domain/notes/note.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { Pronouns } from '#text/sentences/point-of-view.ts';
import { isQuestion } from '#text/sentences/question-words.ts';
import { KEY_CUE } from '#text/sentences/score-note.ts';
import { backReferenceOf, ENUMERATES, hasFiniteVerb, isHeading } from '#text/sentences/statement-score.ts';
import { endSentence } from '#text/sentences/tidy-sentence.ts';
import { classifyRemark, splitRemarks, withoutRemarkMark } from './classify-remark.ts';
import {
  announcedItems,
  announcesList,
  ENDED,
  isStyledHeading,
  isTalkHeading,
  namesAspect,
  namesProblem,
  SHORT,
} from './heading-lines.ts';
import { countWords, joinLeadWithItem, joinSentences, MOST_WORDS, splitProse } from './join-sentences.ts';
import { LABELLED } from './key-points.ts';
import { flatten, type Item, isNumberedList, nestItems } from './list-items.ts';
import type { Block } from './parse-blocks.ts';
import type { FoundRemark, Passage } from './passage.ts';

const DEPENDS_WITHIN = 5 * 60_000;
/** Maximum number of words in sentences that are joined, and in a list that is shown as a whole. */
const MOST_JOINED = 60;
/** Bullets are items of a list if they are short or few; otherwise each is a statement of its own. */
const ITEM_WORDS = 12;
const ANNOUNCED_ITEM_WORDS = 25;
const ITEMS_OF_LIST = 10;

/** A block, and its place among everything that its author wrote without a long pause. */
export interface Line extends Block {
  note: Note;
  /** Its note contains nothing else. */
  isAlone: boolean;
  isFirst: boolean;
  isLast: boolean;
}

interface PassageOptions {
  pronouns: Pronouns;
  isTalk: boolean;
  /** The author ends sentences with a full stop. */
  punctuates: boolean;
}

/** Parses the lines that one author wrote without a long pause into passages and remarks. */
export class PassageParser {
  readonly remarks: FoundRemark[] = [];
  private readonly passages: Passage[] = [];
  private heading: string | undefined;
  private under: string | undefined;
  /** The heading has a passage, or was left. */
  private isHeadingUsed = true;
  /** The last heading that names a topic; the next one, such as "The bad", may depend on it. */
  private topic: string | undefined;
  /** The last passage under the heading, for the next sentence to join. */
  private last: Passage | undefined;
  /** The last passage that names a problem together with its solution. */
  private solved: Passage | undefined;
  /** The short lines under the heading or lead-in so far. */
  private run: Passage | undefined;
  /** A sentence that introduces the list in the next lines. */
  private leadIn: Line | undefined;
  private readonly lines: readonly Line[];
  private readonly options: PassageOptions;

  constructor(lines: readonly Line[], options: PassageOptions) {
    this.lines = lines;
    this.options = options;
  }

  read(): Passage[] {
    for (let index = 0; index < this.lines.length; ) index = this.readAt(index);
    return this.passages;
  }

  /** Reads the line at an index, with the list below it; returns the index of the next. */
  private readAt(index: number): number {
    const line = this.lines[index]!;
    const next = this.lines[index + 1];
    const { kind, text, note } = line;
    if (line.isFirst && !this.options.isTalk) this.setHeading(undefined);
    const isList = kind === 'item' || (kind === 'prose' && next?.kind === 'item' && leadsIn(line, next));
    if (isList) {
      const from = kind === 'item' ? index : index + 1;
      let end = from + 1;
      while (this.lines[end]?.kind === 'item') end++;
      this.run = undefined;
      // Directly below a heading, a line before bullets is a statement unless it ends in a colon.
      const canHead = isHeading(text) || this.heading === undefined || this.last !== undefined;
      this.addItems(kind === 'item' ? '' : text, nestItems(this.lines.slice(from, end)), note, canHead);
      return end;
    }
    if (kind === 'quote') {
      this.leadIn = undefined;
      this.last = this.addPassage({ lead: text, notes: [note] });
    } else if (kind === 'code') this.addCode(line);
    // The last line of a note is emphasized rather than a heading of the next note.
    else if (kind === 'heading' && (line.isAlone || !line.isLast) && canHead(text, next)) this.setHeading(text);
    else if (kind === 'heading' || !this.readShort(line, next)) this.addProse(text, note);
    return index + 1;
  }

  private setHeading(text: string | undefined): void {
    const plain = text?.replace(/\s*[:：]+\s*$/u, '').trim();
    const given = plain === '' ? undefined : plain;
    const isAspect = given !== undefined && namesAspect(given);
    if (!isAspect) this.topic = given;
    this.under = this.isHeadingUsed || given === undefined ? undefined : this.heading;
    this.isHeadingUsed = given === undefined;
    this.heading = isAspect && this.topic !== undefined ? `${this.topic}: ${given}` : given;
    this.run = undefined;
    this.leadIn = undefined;
    this.last = undefined;
  }

  /** A line of prose may be a heading of the next lines or an item of a list; returns whether it was. */
  private readShort(line: Line, next: Line | undefined): boolean {
    const { text, isAlone, isLast } = line;
    const words = countWords(text);
    const heads = next !== undefined && (isAlone || !isLast);
    if (isHeading(text)) {
      if (words > SHORT) {
        this.leadIn = line;
        this.run = undefined;
      } else if (heads) this.setHeading(text);
      return true;
    }
    if (!this.options.isTalk) return false;
    if (isAlone && isQuestion(text) && words <= 2 * SHORT && splitSentences(text).length === 1) {
      const nextAsks = next?.isAlone === true && isQuestion(next.text);
      if (next !== undefined && ANSWERS.test(next.text)) this.leadIn = line;
      else if (next !== undefined && !nextAsks) this.setHeading(text);
      else if (this.run !== undefined || nextAsks) this.addToRun(line);
      return true;
    }
    const isSet = isAlone ? isStyledHeading(text, this.options.punctuates) : line.isFirst && isTalkHeading(text);
    if (heads && isSet) {
      this.setHeading(text);
      return true;
    }
    const ledIn = this.leadIn?.text ?? this.heading;
    if (ledIn === undefined || (this.run?.items.length ?? 0) >= announcedItems(ledIn)) return false;
    if (!this.isItem(line, announcesList(ledIn) ? ANNOUNCED_ITEM_WORDS : ITEM_WORDS)) return false;
    this.addToRun(line);
    return true;
  }

  private isItem({ text, note }: Line, mostWords: number): boolean {
    if (countWords(text) > mostWords || splitSentences(text).length > 1) return false;
    if (/["“”„«»]/u.test(text) || KEY_CUE.test(text) || backReferenceOf(text) !== 'none' || namesProblem(text))
      return false;
    return classifyRemark(text, this.options.pronouns, note.text) === 'matter';
  }

  /** Short lines that follow each other under one heading are items of its list. */
  private addToRun({ text, note }: Line): void {
    const { leadIn } = this;
    let { run } = this;
    if (run === undefined || leadIn !== undefined) {
      run = this.addPassage({
        lead: leadIn?.text ?? '',
        notes: leadIn === undefined ? [] : [leadIn.note],
        isRun: true,
      });
      this.run = run;
    }
    this.leadIn = undefined;
    run.items.push({ text, children: [], note });
    addNote(run, note);
    this.last = run;
  }

  private addPassage(given: Pick<Passage, 'lead' | 'notes'> & Partial<Passage>): Passage {
    const { heading, under } = this;
    const passage: Passage = { items: [], isDangling: false, ...omitUndefined({ heading, under }), ...given };
    this.isHeadingUsed = true;
    this.passages.push(passage);
    return passage;
  }

  private addCode({ text, note }: Line): void {
    const { last, leadIn } = this;
    this.leadIn = undefined;
    if (leadIn !== undefined && !text.trim().includes('\n')) {
      const lead = `${leadIn.text} ${text.trim()}`;
      this.last = this.addPassage({ lead, notes: [...new Set([leadIn.note, note])] });
      return;
    }
    // A single line of code is shown with its introduction; longer code is left to the notes.
    if (last === undefined || text.trim().includes('\n') || !isHeading(last.lead) || last.items.length > 0) return;
    last.lead = `${last.lead} ${text.trim()}`;
    addNote(last, note);
  }

  /** Items below a line: a list if they are few or short, else statements of their own below a heading. */
  private addItems(given: string, all: readonly Item[], note: Note, canHead = true): void {
    // A line that only says where to look introduces nothing.
    const link = findUrls(given).at(-1);
    const isLink = link !== undefined && /^[^\p{L}\p{N}:]*$/u.test(given.slice(link.end));
    if (isLink) this.addProse(given, note);
    const lead = isLink ? '' : given;
    const items = all.filter((item) => !this.takeRemark(item) && !(isHeading(item.text) && item.children.length === 0));
    if (items.length === 0) {
      if (lead !== '') this.addProse(lead, note);
      return;
    }
    const flat = items.flatMap(flatten);
    const words = flat.reduce((sum, { text }) => sum + countWords(text), 0);
    const isShort = words <= (announcesList(lead) ? ANNOUNCED_ITEM_WORDS : ITEM_WORDS) * flat.length;
    const isPlain = flat.length === items.length;
    const isFew = words <= MOST_JOINED || (isShort && isPlain && (isHeading(lead) || flat.length <= ITEMS_OF_LIST));
    if (lead !== '' && flat.length === 1 && countWords(lead) + words <= MOST_JOINED) {
      this.addProse(joinLeadWithItem(lead, items[0]!.text), note);
      if (this.last !== undefined) addNote(this.last, items[0]!.note);
    } else if (lead !== '' && countWords(lead) <= MOST_WORDS && isFew) this.addList(lead, items, note);
    else {
      const outer = this.heading;
      const isSentence = hasFiniteVerb(lead) && !isHeading(lead) && !/^\W*(?:what|how|why|when|who)\s/iu.test(lead);
      if (lead !== '' && countWords(lead) <= SHORT && canHead && !isSentence) this.setHeading(lead);
      else if (lead !== '') this.addProse(lead, note);
      this.addStatements(items, { isPlain, isFew: isShort && words <= MOST_JOINED });
      if (lead !== '') {
        this.heading = outer;
        this.isHeadingUsed = true;
      }
    }
  }

  /** Adds items that are points of their own, or the whole list if they say little alone. */
  private addStatements(items: readonly Item[], { isPlain, isFew }: { isPlain: boolean; isFew: boolean }): void {
    const fragments = items.filter(({ text }) => !hasFiniteVerb(text)).length;
    const notes = [...new Set(items.map((item) => item.note))];
    const isList = isFew || isNumberedList(items) || (notes.length === 1 && fragments > items.length / 2);
    if (isPlain && items.length > 1 && isList) {
      this.last = this.addPassage({ lead: '', items: [...items], notes });
      return;
    }
    for (const { text, children, note } of items) {
      if (children.length === 0) this.addProse(text, note);
      else this.addItems(text, children, note);
    }
  }

  /** Adds an item to the remarks if it is the note-taker's own; returns whether it was. */
  private takeRemark(item: Item): boolean {
    const kind = classifyRemark(item.text, this.options.pronouns, item.note.text);
    if (kind !== 'thought' && kind !== 'lookup') return false;
    const text = flatten(item)
      .map((part) => endSentence(part.text))
      .join(' ');
    this.remarks.push({ kind, text: withoutRemarkMark(text), note: item.note });
    this.isHeadingUsed = true;
    return true;
  }

  private addList(lead: string, items: readonly Item[], note: Note): void {
    const passage = this.addStatement(lead, note);
    passage.items.push(...items);
    for (const item of items) addNote(passage, item.note);
  }

  /** Adds a text to the passage that it continues, or as a passage of its own. */
  private addStatement(text: string, note: Note): Passage {
    const leaning = backReferenceOf(text);
    const { last } = this;
    const isSolution = last !== undefined && last.items.length === 0 && last !== this.solved && namesProblem(last.lead);
    const takesUp = (leaning !== 'none' && (leaning !== 'person' || !this.options.isTalk)) || isSolution;
    if (takesUp && last !== undefined && canTakeUp(text, note, last)) {
      const item = last.items.at(-1);
      if (isSolution) this.solved = last;
      if (item === undefined) last.lead = joinSentences(last.lead, text);
      else last.items[last.items.length - 1] = { ...item, text: joinSentences(item.text, text) };
      addNote(last, note);
      return last;
    }
    // The first line may refer to its heading.
    const isDangling =
      takesUp && !isSolution && !ENUMERATES.test(text) && (this.heading === undefined || last !== undefined);
    this.last = this.addPassage({ lead: text, notes: [note], isDangling });
    return this.last;
  }

  /** Adds prose without its writer's remarks, joined to what it continues, in pieces that can be shown alone. */
  private addProse(text: string, note: Note): void {
    const { leadIn } = this;
    this.leadIn = undefined;
    const { matter, remarks } = splitRemarks(text, this.options.pronouns, note.text);
    this.remarks.push(...remarks.map((remark) => ({ ...remark, note })));
    this.isHeadingUsed ||= remarks.length > 0;
    if (matter === '') return;
    if (leadIn !== undefined && classifyRemark(leadIn.text, this.options.pronouns) === 'matter') {
      const lead = isQuestion(leadIn.text) ? joinSentences(leadIn.text, matter) : `${leadIn.text} ${matter}`;
      this.last = this.addPassage({ lead, notes: [...new Set([leadIn.note, note])] });
    } else {
      if (KEY_CUE.test(matter)) this.heading = undefined;
      for (const piece of splitProse(matter)) this.addStatement(piece, note);
    }
    if (this.last !== this.run) this.run = undefined;
  }
}

/** "His answer: …" after a question that nobody in the room asked. */
const ANSWERS =
  /^\W*(?:(?:his|her|their|the|our) )?(?:answer|antwort|réponse|respuesta|risposta|resposta|antwoord|svar)\s*[:：–-]/iu;

/** Returns whether a line that is set as a heading reads as one. A long one is an emphasized statement. */
function canHead(text: string, next: Line | undefined): boolean {
  if (countWords(text) <= ITEM_WORDS || !hasFiniteVerb(text)) return true;
  return next !== undefined && (next.kind === 'item' || isHeading(next.text));
}

/** "Advocacy is …" above a list is what each of its items completes. */
const TRAILS_OFF = /(?:…|\.{3})\s*$/u;

/** Returns whether a line of prose introduces the list below it; in the note before, only if it is no sentence. */
function leadsIn({ text, note }: Line, next: Line): boolean {
  if (isHeading(text)) return true;
  if (TRAILS_OFF.test(text) && countWords(text) <= SHORT) return true;
  // "Services: A, B and C" says what it announces.
  if (LABELLED.test(text)) return false;
  if (next.note === note) return !ENDED.test(text) || announcesList(text);
  return !ENDED.test(text) && !hasFiniteVerb(text) && countWords(text) <= SHORT && !hasUnbalancedQuotes(text);
}

/** Returns whether a text may be joined to the passage before it. */
function canTakeUp(text: string, note: Note, { lead, items, notes }: Passage): boolean {
  if (note.at - notes.at(-1)!.at > DEPENDS_WITHIN || (items.length > 0 && lead !== '')) return false;
  const before = items.at(-1)?.text ?? lead;
  // Two unbalanced quotation marks, joined, would quote something that nobody quoted.
  if (hasUnbalancedQuotes(before) || hasUnbalancedQuotes(text)) return false;
  return countWords(before) + countWords(text) <= MOST_JOINED;
}

function addNote({ notes }: Passage, note: Note): void {
  if (!notes.includes(note)) notes.push(note);
}
