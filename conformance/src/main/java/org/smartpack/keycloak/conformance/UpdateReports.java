/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.io.IOException;
import java.nio.file.Path;

/** Writes the report of every page in docs/requirements: {@code ./mvnw -pl conformance compile exec:java}. */
public final class UpdateReports {

    private UpdateReports() {}

    /** @param arguments the folder of the project */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]));
    }

    /** Rows that can't be read are left out; {@link RequirementCheck} names them. */
    static void write(Path root) throws IOException {
        RequirementCheck.of(root).writeReports();
    }
}
