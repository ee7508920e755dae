/**
 * Weights of the placement model: probabilities and log odds unless a unit is given. Tuned on conferences composed of
 * public notes and schedules (1 to 5 rooms, people who move and people who stay, several languages), not on the sample
 * conferences. The optimum is flat: halving or doubling most of them changes the accuracy by less than a percentage
 * point.
 */
export const PLACEMENT_WEIGHTS = {
  /* Words: a note's terms come from the talk (the schedule and what other people wrote about it), from what its
     author wrote in the same slot, or from the vocabulary of the whole conference. */
  /**
   * Largest share of a note that other people's words can explain, and the number of known terms at which half of it is
   * reached. Likewise for the author's own words in the slot (the "run").
   */
  othersShare: 0.4,
  othersHalf: 60,
  runShare: 0.2,
  runHalf: 60,
  /** Scales the sum of the log likelihoods; below 1 if the terms of a note depend on each other. */
  temper: 1,
  /** Weight of a word in the title, relative to one in the abstract. */
  titleWeight: 2,
  /** Additive smoothing: added to each term's frequency in the conference. */
  rarity: 1,
  /** Minimum total of term counts, so that at a small conference a word in two notes doesn't count as common. */
  language: 1500,

  /** Odds that an author writes in another language than the talk's, before any notes, and the minimum log odds. */
  otherLanguagePrior: 0.5,
  otherLanguageLeast: -0.5,

  /* Names: log odds for the talk that a note names, if the mention has full weight. */
  speaker: 3.5,
  title: 4.5,
  familyName: 2.5,
  givenName: 2,
  hashtag: 4,
  titleWords: 2,
  /** Added if the note starts with the name, or is little else. */
  leading: 2,
  /** Added if the note says that it comes from the talk: "Kromhout: …", "… (Kromhout)". */
  credited: 4,
  /** Minimum log odds for a name to settle a note's talk, and for the note to count as announcing it. */
  settling: 3,
  announcing: 5,

  /* Attendance: in which talk an author sits. */
  /** Number of people outside per person in a talk, while talks run and between talks. */
  outside: 0.4,
  outsideBetween: 1,
  /** Share of people who are in a talk before it starts, decreasing exponentially over this many minutes. */
  early: 0.15,
  earlyMinutes: 3,
  /** People take few notes in the first minutes of a talk. */
  warmUpMinutes: 1.5,
  /** Probability of leaving a running talk: per note, and per minute (one in this many). */
  leaveANote: 0.005,
  leaveMinutes: 200,
  /** Minutes that people stay after the scheduled end, and after the room's next talk has started. */
  overrunMinutes: 6,
  successorMinutes: 4,
  /** Probability of entering a talk from outside, per note, and the number of minutes it takes on average. */
  enterANote: 0.1,
  enterMinutes: 40,
  /** Probability of moving on to another talk in the same slot and room: such talks follow one another. */
  nextInRoom: 0.2,
  /** Maximum odds that an isolated note, by an author who usually takes many, was written outside. */
  isolationMost: 8,
  /** Minutes around a note within which other notes count. */
  isolationMinutes: 20,

  /* Subjects: what somebody in a talk writes about. */
  chat: 0.14,
  chatPrior: 16,
  hallway: 0.03,
  /** Probability of writing about an earlier talk. It is adapted to the conference; this prior counts as 40 notes. */
  late: 0.05,
  latePrior: 40,
  /** Probability that somebody outside writes about a talk that they attended, chats, or notes something there. */
  outsideLate: 0.3,
  outsideChat: 0.35,
  outsideHallway: 0.3,
  /** Presence at an earlier talk of which the author has no note yet, if this one is pasted, is long, and otherwise. */
  unseen: 0.1,
  unseenByLong: 0.6,
  missed: 0.01,
  /** Late notes come in runs: probability that the next one is about the same talk, fading over these minutes. */
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
  /** Weight of words that are common in other small talk, and the most they can add. */
  chatWords: 0.7,
  chatWordsMost: 3,
  /** Naming a talk is evidence against small talk, and so is a photo. */
  nameAgainstChat: 0.7,
  photoAgainstChat: 1.5,
  /** Share of the evidence for small talk that also applies to hallway notes. */
  hallwayChat: 0.4,

  /* Threads. */
  reply: 0.5,
  replyInTime: 0.3,
  repliesMost: 10,
  /** Probability that somebody who replies in a talk's thread is in that talk. */
  replierThere: 0.65,

  /* Batch placement, with hindsight. */
  rounds: 2,
  /** Minimum gain in log likelihood for the notes of two parallel talks to be swapped. */
  exchange: 1,
  exchangeRoom: 0.8,
};

export type PlacementWeights = typeof PLACEMENT_WEIGHTS;
