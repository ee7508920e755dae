import type { Note } from '#domain/notes/note.ts';
import type { Voice } from '#text/sentences/first-person.ts';
import { isQuestion } from '#text/sentences/question-words.ts';
import { KEY_CUE } from '#text/sentences/score-note.ts';
import { splitSentences } from '#text/sentences/split-sentences.ts';
import { hasFiniteVerb, isHeading, leaningOf } from '#text/sentences/statement-score.ts';
import { classifyRemark, type Remark, splitRemarks, withoutRemarkMark } from './classify-remark.ts';
import { announcesList, isProgramLine, isStyledHeading, SHORT } from './heading-lines.ts';
import { countWords, endSentence, joinSingle, leavesQuoteOpen, MOST_WORDS, pieceProse } from './join-sentences.ts';
import { type Item, nestItems } from './list-items.ts';
import type { Block } from './parse-blocks.ts';

/** The least that can be shown: a statement with what it depends on, or a list with its lead-in. */
export interface Unit {
  /** A sentence or a few; of a list its lead-in, empty if the heading leads it in. */
  lead: string;
  /** In order. */
  items: Item[];
  heading?: string;
  /** In the order in which they were written. */
  notes: Note[];
  authorId: string;
  /** Needs something before it that no note of its author says. */
  isDangling: boolean;
  /** Each item is a note of its own, the n-th of `notes`; the heading leads them in. */
  isRun: boolean;
}

export interface FoundRemark extends Remark {
  note: Note;
}

const MINUTE = 60_000;
/** For so long a heading waits for what it heads, and a sentence for the one that takes it up. */
const HEADS_FOR = 12 * MINUTE;
const DEPENDS_WITHIN = 5 * MINUTE;
/** Words of sentences that are joined, at most. */
const MOST_JOINED = 60;
/** Items of a real list are short, or few; other bullets are statements of their own. */
const ITEM_WORDS = 12;
const LONG_ITEM_WORDS = 20;
const ITEMS_OF_LIST = 10;

/** Items of such a list may be long. */
const ANNOUNCED_ITEM_WORDS = 25;

/** One note, parsed, with what is known of it before its neighbors are looked at. */
export interface Entry {
  note: Note;
  blocks: Block[];
  /** The text of a note that is a single line of prose. */
  line?: string;
  next?: Entry;
}

/** What an author wrote last, for what comes next to join. */
interface Thread {
  unit?: Unit;
  at: number;
  /** A sentence that leads in what the next notes list. */
  leadIn?: { text: string; note: Note };
}

/** Reads notes one after the other into {@link units} and {@link remarks}. */
export class UnitReader {
  readonly units: Unit[] = [];
  readonly remarks: FoundRemark[] = [];
  private heading: { text: string; at: number; authorId: string } | undefined;
  /** The lines under the heading so far, if each is short. */
  private run: Unit | undefined;
  private readonly threads = new Map<string, Thread>();
  private readonly voice: Voice;
  private readonly punctuators: ReadonlySet<string>;
  private readonly isTalk: boolean;

  constructor(voice: Voice, punctuators: ReadonlySet<string>, isTalk: boolean) {
    this.voice = voice;
    this.punctuators = punctuators;
    this.isTalk = isTalk;
  }

  read(entry: Entry): void {
    const { note, blocks, line } = entry;
    const thread = this.threadOf(note);
    if (this.heading !== undefined && (!this.isTalk || note.at - this.heading.at > HEADS_FOR)) this.heading = undefined;
    if (line !== undefined) this.readLine(line, entry, thread);
    else this.readBlocks(blocks, note, thread);
    thread.at = note.at;
    if (this.heading !== undefined) this.heading.at = note.at;
  }

  private threadOf({ authorId, at }: Note): Thread {
    let thread = this.threads.get(authorId);
    if (thread === undefined || at - thread.at > HEADS_FOR) {
      thread = { at };
      this.threads.set(authorId, thread);
    }
    return thread;
  }

  private setHeading(text: string, note: Note, thread: Thread): void {
    const plain = text.replace(/\s*[:：]+\s*$/u, '').trim();
    this.heading = plain === '' ? undefined : { text: plain, at: note.at, authorId: note.authorId };
    this.run = undefined;
    delete thread.leadIn;
    delete thread.unit;
  }

  /** A note of a single line may be a heading of the next notes, an item of a list over several, or a statement. */
  private readLine(line: string, entry: Entry, thread: Thread): void {
    const { note, next } = entry;
    const isFollowed = next !== undefined && next.note.at - note.at <= HEADS_FOR;
    const words = countWords(line);
    if (isHeading(line)) {
      if (!isFollowed) return;
      if (words <= SHORT) this.setHeading(line, note, thread);
      else {
        this.run = undefined;
        thread.leadIn = { text: line, note };
      }
      return;
    }
    if (isQuestion(line) && words <= 2 * SHORT && splitSentences(line).length === 1) {
      const nextAsks = next?.line !== undefined && isQuestion(next.line);
      if (isFollowed && !nextAsks && this.isTalk) this.setHeading(line, note, thread);
      else if (this.run !== undefined || (isFollowed && nextAsks)) this.addToRun(line, note, thread);
      return;
    }
    if (this.isTalk && isFollowed && isStyledHeading(line, this.punctuators.has(note.authorId))) {
      this.setHeading(line, note, thread);
      return;
    }
    const ledIn = thread.leadIn?.text ?? this.heading?.text;
    if (ledIn !== undefined && this.isItem(line, announcesList(ledIn) ? ANNOUNCED_ITEM_WORDS : ITEM_WORDS)) {
      this.addToRun(line, note, thread);
      return;
    }
    this.addProse(line, note, thread);
  }

  private isItem(line: string, mostWords: number): boolean {
    if (countWords(line) > mostWords || splitSentences(line).length > 1) return false;
    if (/["“”„«»]/u.test(line) || KEY_CUE.test(line) || leaningOf(line) !== 'none') return false;
    return classifyRemark(line, this.voice) === 'matter';
  }

  /** Short lines that follow each other under one heading are items of its list. */
  private addToRun(line: string, note: Note, thread: Thread): void {
    const heading = this.heading?.text;
    const { leadIn } = thread;
    let { run } = this;
    if (run === undefined || run.heading !== heading || leadIn !== undefined) {
      run = this.addUnit({ lead: leadIn?.text ?? '', notes: leadIn === undefined ? [] : [leadIn.note] }, note);
      run.isRun = leadIn === undefined;
      this.run = run;
    }
    delete thread.leadIn;
    run.items.push({ text: line, children: [] });
    run.notes.push(note);
    thread.unit = run;
  }

  /** What somebody notes at length is no item: their list is over. Others may still add to it. */
  private endRunOf({ authorId }: Note): void {
    if (this.run?.authorId === authorId) this.run = undefined;
  }

  private addUnit({ lead, notes }: { lead: string; notes: Note[] }, { authorId }: Note, isDangling = false): Unit {
    const unit: Unit = {
      lead,
      items: [],
      ...(this.heading === undefined ? {} : { heading: this.heading.text }),
      notes,
      authorId,
      isDangling,
      isRun: false,
    };
    this.units.push(unit);
    return unit;
  }

  private readBlocks(blocks: readonly Block[], note: Note, thread: Thread): void {
    this.endRunOf(note);
    for (let index = 0; index < blocks.length; index++) {
      const block = blocks[index]!;
      const next = blocks[index + 1];
      switch (block.kind) {
        case 'heading':
          // Below what it would head, a bold line is a remark or a statement set off.
          if (next !== undefined || blocks.length === 1) this.setHeading(block.text, note, thread);
          else this.addProse(block.text, note, thread);
          break;
        case 'quote':
          thread.unit = this.addUnit({ lead: block.text, notes: [note] }, note);
          break;
        case 'code':
          this.addCode(block.text, note, thread);
          break;
        case 'item': {
          let end = index + 1;
          while (blocks[end]?.kind === 'item') end++;
          this.addItems('', blocks.slice(index, end), note, thread);
          index = end - 1;
          break;
        }
        case 'prose': {
          if (next?.kind === 'item') {
            let end = index + 2;
            while (blocks[end]?.kind === 'item') end++;
            this.addItems(block.text, blocks.slice(index + 1, end), note, thread);
            index = end - 1;
          } else if (index === 0 && next !== undefined && isProgramLine(block.text)) {
            this.setHeading(block.text, note, thread);
          } else if (isHeading(block.text) && (next !== undefined || countWords(block.text) <= SHORT)) {
            if (countWords(block.text) <= SHORT) this.setHeading(block.text, note, thread);
            else thread.leadIn = { text: block.text, note };
          } else if (isHeading(block.text)) thread.leadIn = { text: block.text, note };
          else this.addProse(block.text, note, thread);
        }
      }
    }
  }

  private addCode(code: string, note: Note, { unit }: Thread): void {
    // A line of code completes what leads it in; more is for those who look at the notes.
    if (unit !== undefined && !code.trim().includes('\n') && isHeading(unit.lead) && unit.items.length === 0) {
      unit.lead = `${unit.lead} ${code.trim()}`;
      if (!unit.notes.includes(note)) unit.notes.push(note);
    }
  }

  /** Items below a line: a list if they are short and few, else statements of their own. */
  private addItems(lead: string, blocks: readonly Block[], note: Note, thread: Thread): void {
    const items = nestItems(blocks).filter((item) => !this.takeRemark(item, note));
    if (items.length === 0) {
      if (lead !== '') this.addProse(lead, note, thread);
      return;
    }
    const flat = items.flatMap(({ text, children }) => [text, ...children]);
    const words = flat.reduce((sum, text) => sum + countWords(text), 0);
    const itemWords = announcesList(lead) ? LONG_ITEM_WORDS : ITEM_WORDS;
    const isShort = words <= itemWords * flat.length;
    const [only] = items;
    if (lead !== '' && flat.length === 1 && countWords(lead) + words <= MOST_JOINED) {
      this.addProse(joinSingle(lead, only!.text), note, thread);
    } else if (
      lead !== '' &&
      countWords(lead) <= MOST_WORDS &&
      isShort &&
      (isHeading(lead) || flat.length <= ITEMS_OF_LIST)
    ) {
      this.addList(lead, items, note, thread);
    } else {
      const outer = this.heading;
      if (lead !== '' && countWords(lead) <= SHORT) this.setHeading(lead, note, thread);
      else if (lead !== '' && !isHeading(lead)) this.addProse(lead, note, thread);
      const isPlain = flat.length === items.length && items.length > 1;
      const fragments = items.filter(({ text }) => !hasFiniteVerb(text)).length;
      // What says little alone comes as a whole, or with how much is left out.
      if (isPlain && ((isShort && words <= MOST_JOINED) || fragments > items.length / 2)) {
        const unit = this.addUnit({ lead: '', notes: items.map(() => note) }, note);
        unit.isRun = true;
        unit.items.push(...items);
        thread.unit = unit;
        if (lead !== '') this.heading = outer;
        return;
      }
      for (const { text, children } of items) {
        if (
          children.length === 1 &&
          countWords(text) + countWords(children[0]!) <= MOST_JOINED &&
          hasFiniteVerb(text)
        ) {
          this.addProse(joinSingle(text, children[0]!), note, thread);
        } else if (children.length > 0) {
          const below = children.map((child) => ({ text: child, children: [] }));
          this.addList(text, below, note, thread);
        } else this.addProse(text, note, thread);
      }
      if (lead !== '') this.heading = outer;
    }
  }

  /** Keeps an item that its writer says of themselves apart; answers whether it was one. */
  private takeRemark({ text, children }: Item, note: Note): boolean {
    const kind = classifyRemark(text, this.voice);
    if (kind !== 'thought' && kind !== 'lookup') return false;
    this.remarks.push({ kind, text: withoutRemarkMark([text, ...children].map(endSentence).join(' ')), note });
    return true;
  }

  private addList(lead: string, items: readonly Item[], note: Note, thread: Thread): void {
    const taken = this.dependsOn(lead, note, thread);
    let unit: Unit;
    if (taken === false || taken === undefined) {
      const isFirstOfHeading = this.heading?.authorId === note.authorId && thread.unit === undefined;
      unit = this.addUnit({ lead, notes: [note] }, note, taken === undefined && !isFirstOfHeading);
    } else {
      unit = taken;
      unit.lead = `${endSentence(unit.lead)} ${lead}`;
      if (!unit.notes.includes(note)) unit.notes.push(note);
    }
    unit.items.push(...items);
    thread.unit = unit;
  }

  /** The unit that a text takes up, false if it takes up nothing, undefined if what it takes up isn't there. */
  private dependsOn(text: string, note: Note, { unit, at }: Thread): Unit | false | undefined {
    const leaning = leaningOf(text);
    if (leaning === 'none' || (leaning === 'person' && this.isTalk)) return false;
    if (unit === undefined || note.at - at > DEPENDS_WITHIN || unit.items.length > 0) return undefined;
    // Joined, two odd marks would quote what nobody wrote so.
    if (leavesQuoteOpen(unit.lead) || leavesQuoteOpen(text)) return undefined;
    return countWords(unit.lead) + countWords(text) <= MOST_JOINED ? unit : undefined;
  }

  /** Prose: without its writer's remarks, joined to what it takes up, in pieces that can each be shown. */
  private addProse(text: string, note: Note, thread: Thread): void {
    this.endRunOf(note);
    const { leadIn } = thread;
    delete thread.leadIn;
    const matter = this.takeRemarks(text, note);
    if (matter === '') return;
    if (leadIn !== undefined && classifyRemark(leadIn.text, this.voice) === 'matter') {
      thread.unit = this.addUnit({ lead: `${leadIn.text} ${matter}`, notes: [...new Set([leadIn.note, note])] }, note);
      return;
    }
    if (KEY_CUE.test(matter)) this.heading = undefined;
    for (const [index, piece] of pieceProse(matter).entries()) {
      const depends = index === 0 ? this.dependsOn(piece, note, thread) : false;
      if (depends !== undefined && depends !== false) {
        depends.lead = `${endSentence(depends.lead)} ${piece}`;
        if (!depends.notes.includes(note)) depends.notes.push(note);
        continue;
      }
      const isFirstOfHeading = this.heading?.authorId === note.authorId && thread.unit === undefined;
      const isDangling = depends === undefined && !isFirstOfHeading;
      thread.unit = this.addUnit({ lead: piece, notes: [note] }, note, isDangling);
    }
  }

  /** Takes out the sentences in which the writer speaks of themselves, and answers the rest. */
  private takeRemarks(text: string, note: Note): string {
    const { matter, remarks } = splitRemarks(text, this.voice);
    this.remarks.push(...remarks.map((remark) => ({ ...remark, note })));
    return matter;
  }
}
