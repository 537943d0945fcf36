import { BadRequestException, Controller, Get, NotFoundException, Param, Query } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiExcludeEndpoint,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { Flow, FlowPage } from './flow.js';
import { DEFAULT_LIMIT, MAX_LIMIT, parseFlowSearch, type ParameterMistake } from './flow-search.js';
import { FlowService } from './flow.service.js';

const TIME = 'ISO-8601, or Unix milliseconds.';

@ApiTags('flows')
@Controller('api/v1/flows')
export class FlowsController {
  constructor(private readonly flows: FlowService) {}

  @Get()
  @ApiOperation({ summary: 'Search flows, newest first', operationId: 'searchFlows' })
  @ApiQuery({ name: 'from', required: false, type: String, description: `${TIME} Default: an hour before "to".` })
  @ApiQuery({ name: 'to', required: false, type: String, description: `${TIME} Default: now.` })
  @ApiQuery({ name: 'service', required: false, type: String, description: 'A service that takes part.' })
  @ApiQuery({ name: 'destination', required: false, type: String, description: 'A topic, queue or exchange.' })
  @ApiQuery({ name: 'outcome', required: false, enum: ['dead-lettered', 'failed', 'pending', 'processed'] })
  @ApiQuery({
    name: 'q',
    required: false,
    type: String,
    description: 'A correlation, trace or message ID, matched exactly. Without "from" and "to", at any time.',
  })
  @ApiQuery({
    name: 'limit',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT },
  })
  @ApiQuery({ name: 'cursor', required: false, type: String, description: 'The nextCursor of the page before.' })
  @ApiOkResponse({
    schema: FlowPage as object,
    description:
      'The work of one answer is bounded: it may hold fewer flows than asked for and still have a next page, and a few more where one batch belongs to several.',
  })
  @ApiBadRequestResponse({
    description: 'A parameter is wrong; the message names each, its value and what is allowed.',
  })
  async search(@Query() query: Record<string, unknown>): Promise<FlowPage> {
    const parsed = parseFlowSearch(query, Date.now());
    if ('mistakes' in parsed) throw new BadRequestException(parsed.mistakes.map(sayMistake));
    return this.flows.search(parsed.search);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One flow, whole', operationId: 'getFlow' })
  @ApiParam({
    name: 'id',
    type: String,
    description: 'A trace ID (32 hex digits), else a correlation ID, else a message ID; percent-encoded.',
  })
  @ApiOkResponse({ schema: Flow as object })
  @ApiNotFoundResponse({ description: 'Nothing is stored under this ID; the message says what to check.' })
  async get(@Param('id') id: string): Promise<Flow> {
    const flow = await this.flows.find(id);
    if (flow === null) throw new NotFoundException(sayUnknown(id));
    return flow;
  }

  /** An ID whose slashes were not percent-encoded: it is the rest of the path. */
  @Get('*')
  @ApiExcludeEndpoint()
  getBySlashes(@Param('*') rest: string): Promise<Flow> {
    return this.get(rest);
  }
}

function sayMistake({ parameter, value, allowed }: ParameterMistake): string {
  return `Parameter "${parameter}" is "${value}"; allowed is ${allowed}.`;
}

function sayUnknown(id: string): string {
  return (
    `No trace, correlation ID or message ID "${id}" is stored. Spans appear some seconds after they end; if it is older, ` +
    'check that the services export to this collector, that the ID stands in an attribute that ' +
    'correlationAttributes names, and that retentionDays has not passed.'
  );
}
