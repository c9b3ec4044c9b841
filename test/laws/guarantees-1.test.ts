import { guaranteesHold } from './runs.ts';

guaranteesHold(1, 2);
