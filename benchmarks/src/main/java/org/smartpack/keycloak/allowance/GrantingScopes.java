/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.keycloak.models.ClientScopeModel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import org.smartpack.keycloak.benchmarks.rows.ScopeNames;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;
import org.smartpack.keycloak.scope.Work;

/**
 * The decision about a grant, with the client scopes behind it. It is in this package because the decision is
 * package-private.
 */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class GrantingScopes {

    @Param({"1", "30", "300"})
    public int requested;

    @Param({"1", "100", "1000"})
    public int allowances;

    private List<ResourceScope> wanted;
    private List<Allowance> allowed;
    private final KnownAllowances known = new KnownAllowances();

    @Setup
    public void setUp() {
        wanted = ScopeNames.first(requested, "system").stream()
                .map(name -> (ResourceScope) Scope.parse(name))
                .toList();
        List<String> names = ScopeNames.first(allowances, "system");
        allowed = IntStream.range(0, allowances)
                .mapToObj(i -> new Allowance(
                        (ResourceScope) Scope.parseAllowance(names.get(i)), List.of(model(names.get(i))), false, false))
                .toList();
    }

    /** Grants scopes and finds the client scopes behind them, on a server that has already read the allowances. */
    @Benchmark
    public Object grant() {
        return Granting.of(wanted, allowed, known::index, Optional.empty(), Optional.empty(), Work.limited());
    }

    private static ClientScopeModel model(String name) {
        return (ClientScopeModel) Proxy.newProxyInstance(
                GrantingScopes.class.getClassLoader(),
                new Class<?>[] {ClientScopeModel.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getId", "getName", "toString" -> name;
                    case "hashCode" -> name.hashCode();
                    case "equals" -> proxy == arguments[0];
                    case "getScopeMappingsStream" -> Stream.empty();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
