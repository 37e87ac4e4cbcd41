import type { IncomingMessage, ServerResponse } from 'node:http';
import { ConfigurableModuleBuilder, Inject, Injectable, Module } from '@nestjs/common';
import { type AbstractHttpAdapter, HttpAdapterHost } from '@nestjs/core';
import { type ConsoleOptions, resolveConsoleOptions } from './console-options.js';
import { ConsoleServer } from './console-server.js';

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<ConsoleOptions>({
  moduleName: 'IdenfyConsole',
})
  .setClassMethodName('forRoot')
  .build();

/** The part we use of Nest's ExpressAdapter. */
interface ExpressLike {
  use(
    path: string,
    handler: (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void,
  ): unknown;
}

/** The part we use of Nest's FastifyAdapter. */
interface FastifyLike {
  getInstance(): {
    get(
      path: string,
      handler: (
        request: { readonly raw: IncomingMessage },
        reply: { readonly raw: ServerResponse; hijack(): unknown },
      ) => void,
    ): unknown;
  };
}

/**
 * Mounts the page as soon as there is an HTTP adapter: before the parsers, routes and wildcards of the host. It is no
 * route of Nest, so guards, interceptors and the global prefix of the host do not change it: the page holds no data.
 */
@Injectable()
class ConsoleMount {
  readonly #path: string;
  readonly #server: ConsoleServer;

  constructor(@Inject(MODULE_OPTIONS_TOKEN) options: ConsoleOptions, host: HttpAdapterHost) {
    const resolved = resolveConsoleOptions(options);
    this.#path = `/${resolved.path}`;
    this.#server = new ConsoleServer(resolved);
    if (host.httpAdapter) {
      this.#mount(host.httpAdapter);
    } else {
      // in a testing module: when the application is created from it
      host.init$.subscribe(() => this.#mountIfServed(host.httpAdapter));
    }
  }

  #mountIfServed(adapter: AbstractHttpAdapter | null): void {
    if (adapter) this.#mount(adapter);
  }

  #mount(adapter: AbstractHttpAdapter): void {
    switch (adapter.getType()) {
      case 'express':
        (adapter as ExpressLike).use(this.#path, (request, response, next) => {
          if (request.method !== 'GET' && request.method !== 'HEAD') return next();
          this.#serve(originalUrlOf(request), request, response).catch(next);
        });
        break;
      case 'fastify': {
        const fastify = (adapter as FastifyLike).getInstance();
        for (const path of [this.#path, `${this.#path}/*`]) {
          fastify.get(path, ({ raw: request }, reply) => {
            reply.hijack();
            this.#serve(request.url ?? '', request, reply.raw).catch((error: unknown) =>
              reply.raw.destroy(error instanceof Error ? error : undefined),
            );
          });
        }
        break;
      }
    }
  }

  #serve(url: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = ''] = url.split('?');
    return this.#server.serve(path.slice(this.#path.length), request, response);
  }
}

/** Express takes the mount path off `url`, and makes of an empty rest a slash. */
function originalUrlOf(request: IncomingMessage & { readonly originalUrl?: string }): string {
  return request.originalUrl ?? request.url ?? '';
}

/**
 * Serves the console of the officers, a page that calls the REST routes of nestjs-idenfy, on Express and on Fastify.
 *
 * ```ts
 * IdenfyConsoleModule.forRoot({ path: 'kyc', title: 'ACME onboarding', signIn: { url: '/login' } })
 * ```
 */
@Module({ providers: [ConsoleMount] })
export class IdenfyConsoleModule extends ConfigurableModuleClass {}
