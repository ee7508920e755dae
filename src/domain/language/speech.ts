/** Verbs that attribute words to a person, in the most common languages of notes. A pattern without a group. */
export const SAYS =
  '(?:sa(?:id|ys?|ying)|told|tells|wr(?:ote|ites)|put it|quip(?:s|ped)|ask(?:s|ed)|answer(?:s|ed)|replie[ds]|argue[ds]|' +
  'explain(?:s|ed)|suggest(?:s|ed)|recommend(?:s|ed)|sagte?|meinte?|schrieb|schreibt|empfiehlt|erklärte?|(?:a )?dit|disait|' +
  'écrit|explique|recommande|dijo|dice|decía|explica|recomienda|(?:ha )?detto|diceva|disse|spiega|consiglia|diz|zei|zegt|' +
  'sade?|säger)';

/** Words that name who said something before its name. */
export const ACCORDING_TO =
  '(?:[Aa]ccording to|[Qq]uoting|[Qq]uote from|[Qq]uoted from|[Aa]s told by|[Ll]aut|[Nn]ach|[Ss]o|[Ss]elon|[Dd]’après|' +
  '[Ss]egún|[Ss]econdo|[Ss]egundo|[Vv]olgens|[Ee]nligt)';
