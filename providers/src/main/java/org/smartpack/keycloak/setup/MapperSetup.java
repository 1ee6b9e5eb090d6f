/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.setup;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What saving a mapper of one type completes, found as a service ({@link ServiceLoader}). */
public interface MapperSetup {

    /** The id of the mapper type. */
    String mapper();

    /** The name of that type in the console. */
    String title();

    /**
     * What is done with what is missing, for the log and the detail of admin events: {@code created} or {@code set}.
     */
    String verb();

    /** Each has a transaction of its own, so that one that can't be completed doesn't stop the others. */
    List<Part> parts();

    /**
     * Whether the mapper's settings let a part run.
     *
     * @param config without settings that have no value
     */
    boolean isWanted(Part part, Map<String, String> config);

    /** All of them, by the id of the mapper type. */
    static Map<String, MapperSetup> all() {
        return ServiceLoader.load(MapperSetup.class, MapperSetup.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .collect(Collectors.toUnmodifiableMap(MapperSetup::mapper, Function.identity()));
    }
}
