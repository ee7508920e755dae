import { readStatement, type Statement } from '#llm/summary/response-schema.ts';

/** Reads an answer of the shape that answer.ts tells while it comes. */
export interface StatementReader {
  /** Takes the next piece, and answers the statements that are whole with it, in their order. */
  read(piece: string): Statement[];
}

/** Where the list of statements begins: in a string its quotation marks would have a backslash before them. */
const LIST = /"says"\s*:\s*\[/;
/** As much of what stands before the list is kept as its beginning may take. */
const LONGEST_BEGINNING = 100;
/** No statement is that long: what never ends is not kept. */
const LONGEST_STATEMENT = 20_000;

/**
 * Words or a fence may stand before the list and after it. What in the list is no statement is passed over, so that
 * one that the model got wrong doesn't hide the others.
 */
export function createStatementReader(): StatementReader {
  let lead = '';
  let place: 'before' | 'within' | 'after' = 'before';
  /** What is open in the list: the text so far, how deep in brackets it is, and whether in a string. */
  let open = '';
  let depth = 0;
  let isString = false;
  let isEscaped = false;

  function readList(piece: string): string[] {
    const closed: string[] = [];
    let from = 0;
    for (let at = 0; at < piece.length; at++) {
      const character = piece[at]!;
      if (isString) {
        if (isEscaped) isEscaped = false;
        else if (character === '\\') isEscaped = true;
        else if (character === '"') isString = false;
      } else if (character === '"') {
        isString = true;
      } else if (character === '{' || character === '[') {
        if (depth === 0) from = at;
        depth += 1;
      } else if (character === '}' || character === ']') {
        if (depth === 0) {
          place = 'after';
          return closed;
        }
        depth -= 1;
        if (depth > 0) continue;
        closed.push(open + piece.slice(from, at + 1));
        open = '';
      }
    }
    if (depth > 0) open += piece.slice(from);
    if (open.length > LONGEST_STATEMENT) place = 'after';
    return closed;
  }

  return {
    read(piece) {
      if (place === 'after') return [];
      let list = piece;
      if (place === 'before') {
        lead += piece;
        const begins = LIST.exec(lead);
        if (begins === null) {
          lead = lead.slice(-LONGEST_BEGINNING);
          return [];
        }
        place = 'within';
        list = lead.slice(begins.index + begins[0].length);
      }
      return readList(list).flatMap((json) => readStatement(json) ?? []);
    },
  };
}
