import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type AbstractHttpAdapter, HttpAdapterHost } from '@nestjs/core';
import { type ExpressLike, keepBodiesOnExpress } from './express-bodies.js';
import { type FastifyLike, keepBodiesOnFastify } from './fastify-bodies.js';

/**
 * Sees to it that nobody reads the body of a route with `@OwnBody()` before us. It starts as soon as there is
 * an HTTP adapter: in its constructor, or, in a testing module, when the application is created from it. Both
 * are before Nest mounts its parsers and before `main.ts` can mount others.
 */
@Injectable()
export class OwnBodies implements OnModuleInit {
  private routesAreThere: () => void = () => undefined;

  constructor(private readonly host: HttpAdapterHost) {
    if (host.httpAdapter) {
      this.keepBodies(host.httpAdapter);
    } else {
      host.init$.subscribe(() => this.keepBodies(host.httpAdapter));
    }
  }

  onModuleInit(): void {
    this.routesAreThere();
  }

  private keepBodies(adapter: AbstractHttpAdapter): void {
    switch (adapter.getType()) {
      case 'express':
        this.routesAreThere = keepBodiesOnExpress(adapter as ExpressLike).routesAreThere;
        break;
      case 'fastify':
        keepBodiesOnFastify(adapter as FastifyLike);
        break;
    }
  }
}
