import { NestFactory } from '@nestjs/core';
import { join } from 'path';
import { AppModule } from './app.module';

async function bootstrap() {
	const app = await NestFactory.create(AppModule);
	app.useStaticAssets(join(__dirname, '..', 'assets'), { prefix: '/assets' });
	await app.listen(3000);
}
bootstrap();
