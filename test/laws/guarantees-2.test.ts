import { guaranteesHold } from './random/guarantees-hold.ts';

guaranteesHold(2);
