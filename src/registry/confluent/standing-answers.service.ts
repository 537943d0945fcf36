import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BoundedCache } from '../schemas/bounded-cache.js';
import { RegistryStamp } from '../registry-stamp.service.js';
import { SchemaCache } from '../schemas/schema-cache.service.js';

/**
 * How long the answer of a route stands. schema: while the schema is there, since one never changes under its id.
 * unchanged: while nothing in the registry was changed, where it says that a candidate is compatible.
 */
type Standing = 'schema' | 'unchanged';

/** Marks a route whose answers stand, and may be given again without being made again. */
export const AnswerStands = (standing: Standing): MethodDecorator => RouteConfig({ standing }) as MethodDecorator;

interface Answer {
  body: string;
  contentType: string;
}

/** In characters of questions and answers. */
const MAX_CHARACTERS = 4 * 1024 * 1024;

/**
 * Gives an answer again where the same was asked before and the answer still stands, before the framework sees the
 * request: its guards, pipes, interceptors and observables take 50 µs a request, more than all else that a look-up does.
 * Only answers that a controller has given are given again, so that there is one place that makes them.
 */
@Injectable()
export class StandingAnswers implements OnModuleInit {
  private readonly answers = new BoundedCache<Answer>(MAX_CHARACTERS);
  /** Under what the answer to a request is to be kept. */
  private readonly asked = new WeakMap<FastifyRequest, string>();

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly schemas: SchemaCache,
    private readonly stamp: RegistryStamp,
  ) {}

  onModuleInit(): void {
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    fastify.addHook('onRequest', (request, reply, done) => {
      const isAnswered =
        standingOf(request) === 'schema' && this.answerAgain(request, reply, this.keyOfSchema(request));
      if (!isAnswered) done();
    });
    fastify.addHook('preHandler', async (request, reply) => {
      if (standingOf(request) !== 'unchanged') return;
      const key = `${await this.stamp.fresh()} ${keyOf(request)} ${bodyOf(request)}`;
      if (this.answerAgain(request, reply, key)) return reply;
    });
    fastify.addHook('onSend', (request, reply, payload, done) => {
      if (reply.statusCode === 200 && typeof payload === 'string') this.keep(request, reply, payload);
      done(null, payload);
    });
  }

  /** Answers where there is an answer; else remembers under what the one that comes is to be kept. */
  private answerAgain(request: FastifyRequest, reply: FastifyReply, key: string | null): boolean {
    const answer = key === null ? undefined : this.answers.get(key);
    if (answer !== undefined) void reply.header('content-type', answer.contentType).send(answer.body);
    else if (key !== null) this.asked.set(request, key);
    return answer !== undefined;
  }

  private keep(request: FastifyRequest, reply: FastifyReply, body: string): void {
    const key = this.asked.get(request);
    if (key === undefined) return;
    // What is not compatible may only not have been proved in time.
    if (standingOf(request) === 'unchanged' && !body.includes('"is_compatible":true')) return;
    const contentType = String(reply.getHeader('content-type'));
    this.answers.set(key, { body, contentType }, key.length + body.length);
  }

  /** Null where the question names more than the schema: who uses it, say, may change. */
  private keyOfSchema(request: FastifyRequest): string | null {
    if (request.url.includes('?')) return null;
    return `${this.schemas.epoch} ${keyOf(request)}`;
  }
}

const standingOf = (request: FastifyRequest): Standing | undefined =>
  (request.routeOptions.config as { standing?: Standing }).standing;

const keyOf = ({ method, url, headers }: FastifyRequest): string => `${method} ${headers.accept ?? ''} ${url}`;

/** As it came, where it came as text: to write it again costs as much as to read it did. */
const bodyOf = ({ bodyText, body }: FastifyRequest & { bodyText?: string }): string => bodyText ?? JSON.stringify(body);
