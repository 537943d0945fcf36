import { BadRequestException, Controller, Get, Inject, NotFoundException, Param, Query } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { Alert, AlertList } from './alert.js';
import { AlertService } from './alert.service.js';
import { readAlertFilter } from './alerts-query.js';

/** `/api/v1/alerts`. */
@ApiTags('alerts')
@Controller('api/v1/alerts')
export class AlertsController {
  constructor(@Inject(AlertService) private readonly alerts: AlertService) {}

  @Get()
  @ApiOperation({ summary: 'Alerts, those that fire first, then newest first' })
  @ApiQuery({
    name: 'state',
    required: false,
    description: 'firing, pending, resolved, or several with commas; all by default.',
  })
  @ApiQuery({ name: 'limit', required: false, description: '1 to 1000, 100 by default.' })
  @ApiOkResponse({ schema: AlertList as object })
  @ApiBadRequestResponse({ description: 'A parameter has no allowed value.' })
  async list(@Query() query: { state?: unknown; limit?: unknown }): Promise<AlertList> {
    const filter = readAlertFilter(query);
    if (typeof filter === 'string') throw new BadRequestException(filter);
    return { alerts: await this.alerts.list(filter) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One alert' })
  @ApiOkResponse({ schema: Alert as object })
  @ApiNotFoundResponse({ description: 'No alert has this id.' })
  async find(@Param('id') id: string): Promise<Alert> {
    const alert = await this.alerts.find(id);
    if (alert === null) {
      throw new NotFoundException(`No alert has the id "${id}". GET /api/v1/alerts lists those that are kept.`);
    }
    return alert;
  }
}
