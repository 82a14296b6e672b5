const assert = require("node:assert");
const { after, before, beforeEach, test } = require("node:test");
const { createClient } = require("redis");

