/** vis-network, once for all pages. The peer build is used because it injects no styles. */

import { DataSet } from "vis-data/esnext";
import { Network } from "vis-network/esnext";

(globalThis as { vis?: unknown }).vis = { DataSet, Network };
