import type { Session } from './session.js';

/** All verifications, by each key they are looked up with. */
export class SessionStore {
  private readonly byScanRef = new Map<string, Session>();
  private readonly byAuthToken = new Map<string, Session>();
  private readonly byClient = new Map<string, Session[]>();

  get size(): number {
    return this.byScanRef.size;
  }

  add(session: Session): void {
    this.byScanRef.set(session.scanRef, session);
    this.byAuthToken.set(session.authToken, session);
    const key = clientKey(session.account, session.clientId);
    const ofClient = this.byClient.get(key);
    if (ofClient === undefined) this.byClient.set(key, [session]);
    else ofClient.push(session);
  }

  find(scanRef: string): Session | undefined {
    return this.byScanRef.get(scanRef);
  }

  /** Another account's verification is undefined, like one that does not exist. */
  findOf(account: string, scanRef: string): Session | undefined {
    const session = this.byScanRef.get(scanRef);
    return session?.account === account ? session : undefined;
  }

  findByToken(authToken: string): Session | undefined {
    return this.byAuthToken.get(authToken);
  }

  findByTokenString(tokenString: string): Session | undefined {
    for (const session of this.byScanRef.values()) {
      if (session.informationRequest?.tokenString === tokenString) return session;
    }
    return undefined;
  }

  /** Oldest first. */
  ofClient(account: string, clientId: string): readonly Session[] {
    return this.byClient.get(clientKey(account, clientId)) ?? [];
  }

  /** Oldest first. */
  ofAccount(account: string): readonly Session[] {
    return [...this.byScanRef.values()].filter((session) => session.account === account);
  }

  all(): IterableIterator<Session> {
    return this.byScanRef.values();
  }

  clear(): void {
    this.byScanRef.clear();
    this.byAuthToken.clear();
    this.byClient.clear();
  }
}

function clientKey(account: string, clientId: string): string {
  return `${account} ${clientId}`;
}
