import { platform } from 'node:os';
import { canEnter } from './server-owner.js';
import type { ServerOwner } from './server-owner.js';

/**
 * How a cluster is named to PostgreSQL, whose processes are started inside it.
 *
 * A checkout below a home folder with mode 0700, as `/root` is, hides its data folder from the user the server
 * runs as, although that user owns it. Node changes into the folder while it is still root, and Linux keeps a
 * door to it: `/proc/self/cwd` leads there without a look at the folders above. So the data stays where the
 * user asked for it and no permission on the way is changed.
 */
export async function clusterArgument(owner: ServerOwner, cluster: string): Promise<string> {
  if (platform() !== 'linux' || (await canEnter(owner, cluster))) return cluster;
  return '/proc/self/cwd';
}
