/** Who asks, and where: read once from a command's, button's or event's payload. */
export interface Actor {
  teamId: string;
  userId: string;
  /** Absent in App Home and other places outside of channels. */
  channel?: string;
}
