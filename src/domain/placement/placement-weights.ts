/**
 * The weights of the placement model: probabilities and log odds unless a unit is named. Set on conferences composed of
 * public notes and schedules (1 to 5 rooms, movers and stayers, several languages), not on the sample conferences. The
 * optimum is flat: halving or doubling most of them changes the accuracy by less than a point.
 */
export const PLACEMENT_WEIGHTS = {
  /* Words: a note's terms come from the talk (what the schedule and other people say of it), from what its
     author wrote in the same slot, or from the language of the conference at large. */
  /**
   * Largest share of a note that other people's words explain, and the number of known terms at which half of it is
   * reached.
   */
  othersShare: 0.4,
  othersHalf: 60,
  runShare: 0.2,
  runHalf: 60,
  /** Terms of a note are not independent: their log likelihoods count less than their sum. */
  temper: 0.8,
  /** Weight of a word of the title against one of the abstract. */
  titleWeight: 2,
  /** Added to each term's frequency in the conference. */
  rarity: 1,
  /** Minimum size of a conference's vocabulary, so that in a small one the words of two notes are not common words. */
  language: 1500,

  /* Names: log odds for the talk named, at full weight of the name. */
  speaker: 3.5,
  title: 4.5,
  familyName: 2.5,
  givenName: 2,
  hashtag: 4,
  titleWords: 2,
  /** The note starts with the name, or is little else. */
  leading: 2,
  /** The note says that it is from the talk: "Kromhout: …", "… (Kromhout)". */
  credited: 4,
  /** Log odds from which on a name settles a note's talk, and announces the talk. */
  settling: 3,
  announcing: 5,

  /* Attendance: in which talk an author sits. */
  /** People outside per person in a talk, while talks run and between talks. */
  outside: 0.4,
  outsideBetween: 1,
  /** Being in a talk before it starts, decreasing exponentially over these minutes. */
  early: 0.15,
  earlyMinutes: 3,
  /** Little is noted in the first minutes. */
  warmUpMinutes: 1.5,
  /** Probability of leaving a running talk: per note, and per minute (one in …). */
  leaveANote: 0.005,
  leaveMinutes: 200,
  /** How long people stay after the scheduled end, and if the room's next talk has started. */
  overrunMinutes: 6,
  successorMinutes: 4,
  /** Entering a talk from outside: per note, and within these minutes. */
  enterANote: 0.1,
  enterMinutes: 40,
  /** Talks that share slot and room are consecutive. */
  nextInRoom: 0.2,
  /** Maximum odds that an isolated note of an author who usually takes many is from outside. */
  lonelyMost: 8,
  /** How many minutes around a note count. */
  lonelyMinutes: 20,

  /* Subjects: what somebody in a talk writes about. */
  chat: 0.14,
  chatPrior: 16,
  hallway: 0.03,
  /** Writing about an earlier talk; adapted to the conference, with this prior worth forty notes. */
  late: 0.05,
  latePrior: 40,
  /** Somebody outside writes about an attended talk, chats, or notes something in the hallway. */
  outsideLate: 0.3,
  outsideChat: 0.35,
  outsideHallway: 0.3,
  /** Presence at an earlier talk of which the author has no note yet, if this one is pasted, and otherwise. */
  unseen: 0.1,
  missed: 0.01,
  /** Late notes come in runs: probability that the next note is about the same talk, within these minutes. */
  runStay: 0.95,
  runMinutes: 3,
  /**
   * How much likelier a note that came faster than anybody types belongs to a run; others the less, the later they come
   * after the one before.
   */
  pasted: 3.5,
  paceMinutes: 0.4,
  /** A note in a run whose first message names the talk. */
  headed: 3,

  /* Small talk. */
  chatMost: 5,
  chatLeast: -6,
  /** Share of chat lines that start in lower case. */
  chatLowerCase: 0.65,
  styleLeast: -1.5,
  styleMost: 2,
  /** Words seen in other small talk. */
  chatWords: 0.7,
  chatWordsMost: 3,
  /** Naming a talk is evidence against small talk, and so is a photo. */
  nameAgainstChat: 0.7,
  photoAgainstChat: 1.5,
  /** How much of the evidence for small talk also applies to hallway notes. */
  hallwayChat: 0.4,

  /* Threads. */
  reply: 0.5,
  replyInTime: 0.3,
  repliesMost: 10,
  /** How often somebody who replies in a talk's thread is in it. */
  replierThere: 0.65,

  /* Hindsight. */
  rounds: 2,
  /** The notes of two parallel talks are swapped if that explains them better by more than this. */
  exchange: 1,
  exchangeRoom: 0.8,
};

export type PlacementWeights = typeof PLACEMENT_WEIGHTS;
