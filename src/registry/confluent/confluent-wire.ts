import {
  applyDecorators,
  Catch,
  Injectable,
  Logger,
  UseFilters,
  UseInterceptors,
  type ArgumentsHost,
  type CallHandler,
  type ExceptionFilter,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { catchError, throwError, type Observable } from 'rxjs';
import { ConfluentError } from './confluent-error.js';
import { isStoreAway, isStoreFailure, isStoreTimeout } from './store-failure.js';

const MEDIA_TYPES = [
  'application/vnd.schemaregistry.v1+json',
  'application/vnd.schemaregistry+json',
  'application/json',
];

/** The first of the registry's media types that the request accepts; its own where the request accepts anything. */
export function mediaTypeFor(accept: string | undefined): string {
  const accepted = (accept ?? '').split(',').map((part) => part.split(';')[0]!.trim().toLowerCase());
  return accepted.find((type) => MEDIA_TYPES.includes(type)) ?? MEDIA_TYPES[0]!;
}

/** What Fastify reads by itself and Confluent's registry does not, such as what `curl -d` sends where it is told nothing. */
const OTHER_TYPES = /^\s*(?:text\/plain|application\/x-www-form-urlencoded)/i;

/** @throws ConfluentError 415: read as nothing, such a body would register what there is once more. */
function requireJson({ headers, body }: FastifyRequest): void {
  const type = headers['content-type'] ?? '';
  if (body === undefined || body === null || !OTHER_TYPES.test(type)) return;
  throw new ConfluentError(415, `The content type "${type}" is not read here; send ${MEDIA_TYPES[0]!}.`);
}

/** The media type of answers; a store that fails or does not answer in time is told by its code. */
@Injectable()
class ConfluentAnswers implements NestInterceptor {
  private readonly log = new Logger('Registry');

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const mediaType = mediaTypeFor(http.getRequest<FastifyRequest>().headers.accept);
    void http.getResponse<FastifyReply>().header('content-type', mediaType);
    requireJson(http.getRequest<FastifyRequest>());
    return next.handle().pipe(catchError((error: unknown) => throwError(() => this.toldAs(error))));
  }

  private toldAs(error: unknown): unknown {
    if (!isStoreFailure(error)) return error;
    this.log.error({ msg: 'The metadata store failed.', err: error });
    if (isStoreTimeout(error)) {
      return new ConfluentError(50002, 'The store did not answer in time. Nothing was changed; try again.');
    }
    const next = isStoreAway(error)
      ? 'try again.'
      : 'trying again will not help: somebody who runs Plumbline has to look at the log.';
    return new ConfluentError(50001, `The store failed: the log says how. Nothing was changed; ${next}`);
  }
}

@Catch(ConfluentError)
class ConfluentErrorFilter implements ExceptionFilter {
  catch(error: ConfluentError, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const mediaType = mediaTypeFor(http.getRequest<FastifyRequest>().headers.accept);
    void http
      .getResponse<FastifyReply>()
      .status(error.getStatus())
      .header('content-type', mediaType)
      .send(error.getResponse());
  }
}

/** A controller of the Confluent API: its media types and its errors. */
export const ConfluentApi = (): ClassDecorator =>
  applyDecorators(UseInterceptors(ConfluentAnswers), UseFilters(ConfluentErrorFilter));
