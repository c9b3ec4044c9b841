import { guaranteesHold } from './runs.ts';

guaranteesHold(2, 2);
