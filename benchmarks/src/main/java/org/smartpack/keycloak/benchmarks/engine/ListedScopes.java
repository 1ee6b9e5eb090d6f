/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.engine;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import org.smartpack.keycloak.scope.Negotiation;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.ScopeSet;

/** The benchmark for growing numbers of requested and allowed scopes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ListedScopes {

    @Param({"1", "30", "300"})
    public int requested;

    @Param({"1", "100", "1000"})
    public int allowances;

    private Input input;
    private List<ResourceScope> parsed;
    private ScopeSet allowed;

    @Setup
    public void setUp() {
        input = Input.listed(requested, allowances);
        parsed = input.parsed();
        allowed = ScopeSet.of(input.parsedAllowances());
    }

    /** Reads both sides, indexes the allowances and negotiates: the whole cost of a first request. */
    @Benchmark
    public List<String> parseAndNegotiate() {
        return input.negotiate().scopes();
    }

    /** Negotiates with input that was read and indexed before. */
    @Benchmark
    public List<String> negotiate() {
        return Negotiation.grant(parsed, allowed).scopes();
    }
}
