//! Tests of strategies in whole runs.
