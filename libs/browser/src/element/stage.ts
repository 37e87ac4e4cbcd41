/** What the person works with during the session. */
export interface Stage {
  readonly element: HTMLElement;
  /** Ends what outlives the element: listeners, the camera. */
  dispose(): void;
}
