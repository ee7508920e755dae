/**
 * Slack's limits, in characters unless noted otherwise. We count UTF-16 code units, of which a text has at least as
 * many as characters. Sources: docs.slack.dev/reference/block-kit (blocks, block elements, composition objects; an
 * option's value: composition-objects/option-object), docs.slack.dev/reference/methods/chat.update (`text`), and the
 * comments of `@slack/types` 3.2.
 */
export const LIMITS = {
  message: { blocks: 50, text: 4_000 },
  view: { blocks: 100, privateMetadata: 3_000, title: 24, button: 24 },
  /** `block_id`, `action_id`, `callback_id` and `external_id`. */
  id: 255,
  header: 150,
  section: { text: 3_000, fields: 10, fieldText: 2_000 },
  context: { elements: 10 },
  actions: { elements: 25 },
  image: { alt: 2_000, title: 2_000, url: 3_000 },
  input: { label: 2_000, hint: 2_000 },
  button: { text: 75, value: 2_000, url: 3_000 },
  select: { options: 100, groups: 100, placeholder: 150 },
  /** Check boxes and radio buttons. */
  choices: { options: 10 },
  overflow: { options: 5 },
  option: { text: 75, description: 75, value: 150 },
  textInput: { text: 3_000 },
  confirm: { title: 100, text: 300, button: 30 },
} as const;

/**
 * The most that we put into a message. Slack publishes no limit for rich text, but answers `msg_blocks_too_long` from
 * about 13,200 characters on (github slackapi/bolt-js issue 2509). `text` leaves room below the limit of `chat.update`,
 * and is counted in UTF-8 bytes, which is how Slack counts according to one public project.
 */
export const BUDGET = { blocks: 40, characters: 10_000, textBytes: 3_900 } as const;

/** The most that one post shows in full, in visible characters: a few screens on a phone. More goes into its thread. */
export const ONE_POST = { blocks: BUDGET.blocks, characters: 3_000 } as const;

/** Shares of the main post's characters, including URLs, so that its parts together stay within {@link BUDGET}. */
export const SHARES = {
  headlines: 1_800,
  days: 2_400,
  talks: 3_000,
  reading: 2_200,
  notCovered: 900,
  themes: 900,
  photos: 3_000,
} as const;

/**
 * The lengths at which single texts are truncated. Most sentences in notes are far shorter, and the linked message has
 * the rest.
 */
export const TEXT_LENGTHS = {
  headline: 400,
  /** A point, or the list below it, and one item of that. */
  point: 1_500,
  /** A list, or the rows of a table, that a paragraph introduces. */
  list: 4_000,
  item: 400,
  quote: 1_500,
  title: 200,
  /** The names of several people, and of one. */
  names: 250,
  name: 60,
  where: 120,
  caption: 200,
  comment: 400,
  /** What an organizer writes above a post, and below. */
  introduction: 1_000,
  closing: 500,
  /** A whole note, as it is shown in its talk's thread. */
  note: 8_000,
} as const;

/** The most source links after a point, and the most people named for a work. */
export const MOST_SOURCES = 5;
export const MOST_CREDITS = 5;
