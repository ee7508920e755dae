/**
 * What Slack takes at most, in characters where nothing else is said; counted in UTF-16 units, of which a text never
 * has fewer than characters. Sources: docs.slack.dev/reference/block-kit (blocks, block elements, composition
 * objects; an option's value: composition-objects/option-object), docs.slack.dev/reference/methods/chat.update
 * (`text`), and the comments of `@slack/types` 3.2.
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
 * What we put into a message at most. Slack publishes no limit of rich text, but answers `msg_blocks_too_long` from
 * about 13,200 characters on (github slackapi/bolt-js issue 2509). `text` leaves room below the limit of
 * `chat.update`, and is counted in UTF-8 bytes, as one public project saw Slack count.
 */
export const BUDGET = { blocks: 40, characters: 10_000, textBytes: 3_900 } as const;

/** What one post shows in full, in characters that are seen: some screens of a phone. More goes into its thread. */
export const ONE_POST = { blocks: BUDGET.blocks, characters: 3_000 } as const;

/** Shares of the main post's characters, addresses counted, so that its parts together keep within {@link BUDGET}. */
export const SHARES = {
  headlines: 1_800,
  days: 2_400,
  talks: 3_000,
  reading: 2_200,
  unnoted: 700,
  themes: 900,
  photos: 3_000,
} as const;

/** Where single texts are cut. Notes' own sentences are far shorter; the message that a mark leads to has the rest. */
export const TEXT_LENGTHS = {
  headline: 400,
  /** A point, or the list below it, and one item of that. */
  point: 1_500,
  item: 400,
  quote: 1_500,
  title: 200,
  /** Several people's, and one's. */
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

/** Marks that lead to the messages of one point, and people named for one work, at most. */
export const MOST_SOURCES = 5;
export const MOST_CREDITS = 5;
