import { HttpException, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { changeOf } from '../change-of.js';
import { readSubject } from './confluent-request.js';
import { RegistrationService } from '../registration/registration.service.js';
import { VersionFinder } from '../version-finder.service.js';

/** Marks a route that registers versions: what is refused before it sees the request is told too. */
export const RegistersVersions = (): MethodDecorator => RouteConfig({ registersVersions: true }) as MethodDecorator;

/** No JSON or no UTF-8, too large, of another type: only what reads bodies answers so. */
const UNREAD_STATUSES = [400, 413, 415];

/**
 * Tells of registrations whose body could not be read, which no controller sees. The route's answers are looked at, since what
 * reads bodies belongs to all routes alike.
 */
@Injectable()
export class UnreadRegistrations implements OnModuleInit {
  private readonly log = new Logger('Registry');

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly registrations: RegistrationService,
    private readonly finder: VersionFinder,
  ) {}

  onModuleInit(): void {
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    fastify.addHook('onSend', (request, reply, payload, done) => {
      if (!UNREAD_STATUSES.includes(reply.statusCode) || !registersVersions(request)) return done(null, payload);
      void this.tell(request, String(payload)).finally(() => done(null, payload));
    });
  }

  private async tell(request: FastifyRequest, answer: string): Promise<void> {
    try {
      const { message } = JSON.parse(answer) as { message: string };
      const subject = await this.finder.subjectOf(readSubject((request.params as { subject: string }).subject));
      await this.registrations.refuseUnread(subject, message, changeOf(request.headers));
    } catch (error) {
      // A name that is no subject, or nobody's: there is no contract to tell of.
      if (error instanceof HttpException) return;
      this.log.error({ msg: 'A registration that could not be read was not told of.', err: error });
    }
  }
}

const registersVersions = ({ routeOptions }: FastifyRequest): boolean =>
  // What is refused for its address has no route.
  (routeOptions.config as { registersVersions?: boolean } | undefined)?.registersVersions === true;
