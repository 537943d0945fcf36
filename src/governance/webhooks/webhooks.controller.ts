import {
  BadRequestException,
  Body,
  ConflictException,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Patch,
  Post,
  Put,
  Query,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBadRequestResponse,
  ApiBody,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { ACTOR } from '../api-words.js';
import { changeOf, type RequestHeaders } from '../../registry/change-of.js';
import { ApiPage, pageOf, readOnce, readPage } from '../../registry/page-query.js';
import { readBody } from '../read-body.js';
import { isStorable } from '../../registry/storable.js';
import { addressProblem, shownAddress } from './webhook-address.js';
import {
  DELIVERY_STATES,
  DeliveryPage,
  MAX_WEBHOOKS,
  Webhook,
  WebhookInput,
  WebhookPage,
  WebhookPatch,
  type DeliveryState,
  type Subscription,
} from './webhook.js';
import { deliveryKey, readDeliveryKey, shownDelivery } from './webhook-deliveries.js';
import { WebhooksRepository, type NewSubscription } from './webhooks.repository.js';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

/** Who is told what happens to contracts, and what became of it. */
@ApiTags('webhooks')
@Controller('api/v1/webhooks')
export class WebhooksController {
  constructor(@Inject(WebhooksRepository) private readonly webhooks: WebhooksRepository) {}

  @Get()
  @ApiOperation({ summary: 'The webhooks there are' })
  @ApiPage(DEFAULT_LIMIT, MAX_LIMIT)
  @ApiOkResponse({ schema: WebhookPage as object })
  @ApiBadRequestResponse({ description: 'A parameter has no allowed value.' })
  async list(@Query() query: Record<string, unknown>): Promise<WebhookPage> {
    const { limit, after } = readPage(query, DEFAULT_LIMIT, MAX_LIMIT);
    const { items, nextCursor } = await pageOf(
      limit,
      (count) => this.webhooks.list(after, count),
      ({ id }) => id,
    );
    return { webhooks: items.map(shown), nextCursor };
  }

  @Post()
  @ApiOperation({ summary: 'Sends events of contracts to an address, as CloudEvents 1.0 in structured mode' })
  @ApiHeader(ACTOR)
  @ApiBody({ schema: WebhookInput as object })
  @ApiCreatedResponse({ schema: Webhook as object })
  @ApiBadRequestResponse({ description: 'The body has not the form of a webhook.' })
  @ApiConflictResponse({ description: 'There are too many webhooks.' })
  async create(@Headers() headers: RequestHeaders, @Body() body: unknown): Promise<Webhook> {
    const subscription = subscriptionIn(readBody(WebhookInput, body), null);
    const created = await this.webhooks.create(subscription, changeOf(headers));
    if (created !== null) return shown(created);
    throw new ConflictException(`There are ${MAX_WEBHOOKS} webhooks already. Delete one first.`);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One webhook' })
  @ApiOkResponse({ schema: Webhook as object })
  @ApiNotFoundResponse({ description: 'No webhook has this id.' })
  async find(@Param('id') id: string): Promise<Webhook> {
    return shown(await this.existing(id));
  }

  @Put(':id')
  @ApiOperation({ summary: 'Changes a webhook; its secret stays where none is given' })
  @ApiHeader(ACTOR)
  @ApiBody({ schema: WebhookInput as object })
  @ApiOkResponse({ schema: Webhook as object })
  @ApiBadRequestResponse({ description: 'The body has not the form of a webhook.' })
  @ApiNotFoundResponse({ description: 'No webhook has this id.' })
  async change(@Param('id') id: string, @Headers() headers: RequestHeaders, @Body() body: unknown): Promise<Webhook> {
    const input = readBody(WebhookInput, body);
    return this.changed(id, subscriptionIn(input, await this.existing(id)), headers);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Changes what is named of a webhook, such as {"isActive": false}' })
  @ApiHeader(ACTOR)
  @ApiBody({ schema: WebhookPatch as object })
  @ApiOkResponse({ schema: Webhook as object })
  @ApiBadRequestResponse({ description: 'The body has not the form of a webhook.' })
  @ApiNotFoundResponse({ description: 'No webhook has this id.' })
  async patch(@Param('id') id: string, @Headers() headers: RequestHeaders, @Body() body: unknown): Promise<Webhook> {
    const named = readBody(WebhookPatch, body);
    const kept = await this.existing(id);
    const { url, subjectPrefix, isActive } = kept;
    const events = [...kept.events] as Webhook['events'];
    return this.changed(id, subscriptionIn({ url, events, subjectPrefix, isActive, ...named }, kept), headers);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Deletes a webhook with its deliveries' })
  @ApiHeader(ACTOR)
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ description: 'No webhook has this id.' })
  async delete(@Param('id') id: string, @Headers() headers: RequestHeaders): Promise<void> {
    if (!isStorable(id) || !(await this.webhooks.delete(id, changeOf(headers)))) throw notThere(id);
  }

  @Get(':id/deliveries')
  @ApiOperation({ summary: 'What was sent to a webhook and what became of it, newest first' })
  @ApiQuery({ name: 'state', required: false, enum: [...DELIVERY_STATES], description: 'Only these.' })
  @ApiPage(DEFAULT_LIMIT, MAX_LIMIT)
  @ApiOkResponse({ schema: DeliveryPage as object })
  @ApiBadRequestResponse({ description: 'A parameter has no allowed value.' })
  @ApiNotFoundResponse({ description: 'No webhook has this id.' })
  async deliveries(@Param('id') id: string, @Query() query: Record<string, unknown>): Promise<DeliveryPage> {
    const { limit, after } = readPage(query, DEFAULT_LIMIT, MAX_LIMIT, ['state']);
    const state = readState(readOnce(query, 'state'));
    const before = after === null ? null : readDeliveryKey(after);
    await this.existing(id);
    const find = (count: number) => this.webhooks.deliveries({ subscriptionId: id, state, before, limit: count });
    const { items, nextCursor } = await pageOf(limit, find, deliveryKey);
    return { deliveries: items.map(shownDelivery), nextCursor };
  }

  @Post(':id/deliveries/:deliveryId/retry')
  @HttpCode(202)
  @ApiOperation({ summary: 'Sends a delivery again, whatever became of it' })
  @ApiAcceptedResponse({ description: 'It is due now.' })
  @ApiNotFoundResponse({ description: 'The webhook has no such delivery.' })
  async retry(@Param('id') id: string, @Param('deliveryId') deliveryId: string): Promise<void> {
    if (isStorable(id + deliveryId) && (await this.webhooks.retry(id, deliveryId, new Date()))) return;
    throw new NotFoundException(
      `The webhook "${id}" has no delivery "${deliveryId}". GET /api/v1/webhooks/{id}/deliveries lists them.`,
    );
  }

  private async changed(id: string, subscription: NewSubscription, headers: RequestHeaders): Promise<Webhook> {
    const changed = await this.webhooks.update(id, subscription, changeOf(headers));
    if (changed === null) throw notThere(id);
    return shown(changed);
  }

  private async existing(id: string): Promise<Subscription> {
    const found = isStorable(id) ? await this.webhooks.find(id) : null;
    if (found === null) throw notThere(id);
    return found;
  }
}

const notThere = (id: string): NotFoundException =>
  new NotFoundException(`No webhook has the id "${id}". GET /api/v1/webhooks lists those there are.`);

/** `kept` is what is there; null for a new one. */
function subscriptionIn(input: WebhookInput, kept: Subscription | null): NewSubscription {
  // An address is shown without what may be a credential: as it is shown, it is the one that is there.
  const url = kept !== null && URL.canParse(input.url) && input.url === shownAddress(kept.url) ? kept.url : input.url;
  const problem = addressProblem(url);
  if (problem !== null) throw new BadRequestException(`url: ${problem}`);
  return {
    url,
    events: input.events ?? [],
    subjectPrefix: input.subjectPrefix ?? '',
    secret: input.secret === undefined ? (kept?.secret ?? null) : input.secret,
    isActive: input.isActive ?? true,
  };
}

function shown({ id, url, events, subjectPrefix, secret, isActive, createdAt, createdBy }: Subscription): Webhook {
  return {
    id,
    url: shownAddress(url),
    events: [...events] as Webhook['events'],
    subjectPrefix,
    isSigned: secret !== null,
    isActive,
    createdAt: createdAt.toISOString(),
    createdBy,
  };
}

function readState(text: string | null): DeliveryState | null {
  if (text === null || DELIVERY_STATES.includes(text as DeliveryState)) return text as DeliveryState | null;
  throw new BadRequestException(`state must be one of ${DELIVERY_STATES.join(', ')}; it is "${text}".`);
}
