import { Controller, Get, Inject, NotFoundException, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { webAnswer } from './web-answer.js';
import { WEB_FILES, type WebFiles } from './web-files.store.js';

const NOT_BUILT = 'The web UI is not built. Run `npm run build`, then start again. The API works without it.\n';

/** Shows the web UI at every path that no other route takes. Its files are sent by what `publishWeb` has registered. */
@ApiExcludeController()
@Controller()
export class WebController {
  constructor(@Inject(WEB_FILES) private readonly files: WebFiles) {}

  @Get('*')
  async page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const path = request.url.split('?', 1)[0] ?? '/';
    const answer = webAnswer(path, request.headers.accept ?? '*/*', this.files.paths);
    if (answer.kind === 'not-found') throw new NotFoundException(`There is nothing at ${path}.`);
    if (answer.kind === 'not-built') {
      await reply.status(503).type('text/plain; charset=utf-8').send(NOT_BUILT);
      return;
    }
    await reply.header('cache-control', answer.cacheControl).sendFile(answer.path);
  }
}
