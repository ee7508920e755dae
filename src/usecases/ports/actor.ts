/** The person who makes a request, and where, as parsed from the payload of a command, button or event. */
export interface Actor {
  teamId: string;
  userId: string;
  /** Absent in App Home and other places outside of channels. */
  channel?: string;
}
