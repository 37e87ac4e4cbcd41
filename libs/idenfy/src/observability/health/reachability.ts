import axios from 'axios';

/**
 * Whether a server answers there at all. Any answer counts but a failure of the server itself: the question is asked
 * without credentials, so it opens no session and spends nothing of the account's hourly requests.
 */
export async function isReachable(baseUrl: string, timeoutMs: number): Promise<boolean> {
  try {
    const { status } = await axios.head(baseUrl, {
      timeout: timeoutMs,
      signal: AbortSignal.timeout(timeoutMs),
      maxRedirects: 0,
      validateStatus: () => true,
    });
    return status < 500;
  } catch {
    return false;
  }
}
