/**
 * The numbers of the placement model. Probabilities and log odds unless a unit is named. Set on conferences put
 * together from public notes and schedules (rooms 1 to 5, movers and stayers, several languages), not on the
 * sample conferences; the optimum is flat: halving or doubling most of them changes the accuracy by less than a
 * point.
 */
export const PLACEMENT_WEIGHTS = {
  /* Words: a note's terms come from the talk (what the schedule and other people say of it), from what its
     author wrote in the same slot, or from the language of the conference at large. */
  /** Most of a note that the words of others can explain, and the terms known of the talk at which half of it is. */
  othersShare: 0.4,
  othersHalf: 60,
  runShare: 0.25,
  runHalf: 60,
  /** Terms of a note depend on each other: their log likelihoods count less than their sum. */
  temper: 0.8,
  /** The most that one term can say for a talk. */
  termCap: 4,
  /** How much a word of the title counts against one of the abstract. */
  titleWeight: 4,
  /** Added to each term's frequency in the conference at large. */
  rarity: 1,
  /** Terms that a conference has at least, so that in a small one the words of two notes are not common words. */
  language: 1500,

  /* Names: log odds for the talk named, at full weight of the name. */
  speaker: 3.5,
  title: 4.5,
  familyName: 2.5,
  givenName: 2,
  hashtag: 4,
  titleWords: 2,
  /** A note that begins with the name, or is little else, announces the talk. */
  leading: 2,
  covering: 2,
  /** From these on a name settles a note's talk, and announces the talk. */
  settling: 3,
  announcing: 5,

  /* AttendanceBelief: in which talk an author sits. */
  /** Against one in a talk, how many are outside while talks run, and between talks. */
  outside: 0.4,
  outsideBetween: 1,
  /** Sitting in a talk before it begins, falling by e every three minutes. */
  early: 0.15,
  earlyMinutes: 3,
  /** Little is said in the first moments. */
  warmUpMinutes: 1.5,
  /** Leaving a talk that still runs: per note, and per minute (one in ...). */
  leaveANote: 0.003,
  leaveMinutes: 500,
  /** After the scheduled end people stay for so long, and less where the room's next talk has begun. */
  overrunMinutes: 8,
  successorMinutes: 4,
  /** From outside into a talk: per note, and within so many minutes. */
  enterANote: 0.1,
  enterMinutes: 40,
  /** Who announces a talk has hardly noted it before. */
  announcedAgain: 0.2,
  /** Talks that share slot and room follow each other. */
  nextInRoom: 0.2,
  /** A note that stands alone, where its author usually takes many, is more likely one from outside: at most. */
  lonelyMost: 8,
  /** The same where nobody else notes anything at that time. */
  quiet: 2,
  /** Author's notes weigh so many minutes around. */
  lonelyMinutes: 20,

  /* Subjects: what somebody in a talk writes about. */
  chat: 0.1,
  chatPrior: 16,
  hallway: 0.03,
  /** An earlier talk; adapted to the conference, this prior worth forty notes. */
  late: 0.05,
  latePrior: 40,
  /** Somebody who isn't in a talk writes of one that he was in, chats, or notes what he saw in the hallway. */
  outsideLate: 0.35,
  outsideChat: 0.35,
  outsideHallway: 0.3,
  /** Notes handed in late come in bursts: how much of the neighbour's subject carries over within 90 s. */
  burst: 0.3,

  /* Small talk. */
  chatMost: 5,
  chatLeast: -6,
  /** Share of chat lines that begin in lower case, and that end with a full stop. */
  chatLowerCase: 0.7,
  chatFullStop: 0.06,
  fullStop: 0.6,
  styleLeast: -1.5,
  styleMost: 2,
  /** Words seen in other small talk. */
  chatWords: 0.7,
  chatWordsMost: 3,
  /** A name of a talk speaks against small talk, a photo too. */
  nameAgainstChat: 0.7,
  photoAgainstChat: 1.5,
  /** How much of what tells small talk from content tells hallway from talk. */
  hallwayChat: 0.4,

  /* Threads. */
  reply: 0.5,
  replyInTime: 0.3,
  repliesMost: 10,
  /** How often somebody who replies in a talk's thread sits in it. */
  replierThere: 0.65,

  /* Hindsight. */
  rounds: 2,
  /** The notes of two parallel talks are exchanged where that explains them better by more than this. */
  exchange: 1,
  exchangeRoom: 0.3,
};

export type PlacementWeights = typeof PLACEMENT_WEIGHTS;
