import { Module } from '@nestjs/common';

/** All wiring, written in the order the data flows. */
@Module({ imports: [] })
export class AppModule {}
