import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A bucket in memory that answers PUT, GET, HEAD and DELETE of objects as S3 does, to signed requests only. */
export class ObjectStorage {
  readonly objects = new Map<string, Buffer>();

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      const { method = '', url = '', headers } = request;
      void buffer(request).then((body) => {
        if (!headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) return response.writeHead(403).end();
        const object = this.objects.get(url);
        if (method === 'PUT') this.objects.set(url, body);
        if (method === 'DELETE') this.objects.delete(url);
        if (method === 'GET' || method === 'HEAD') {
          return response.writeHead(object ? 200 : 404).end(method === 'GET' ? object : undefined);
        }
        return response.writeHead(method === 'DELETE' ? 204 : 200).end();
      });
    });
  }

  static async start(): Promise<ObjectStorage> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new ObjectStorage(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
