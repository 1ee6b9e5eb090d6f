/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the tests column of every page in docs/requirements: {@code ./mvnw -pl conformance compile exec:java}. */
public final class UpdateRequirements {

    private UpdateRequirements() {}

    /** @param arguments the folder of the project */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]));
    }

    /** Rows that can't be read stay as they are; {@link RequirementCheck} names them. */
    static void write(Path root) throws IOException {
        TestsColumn tests = new TestsColumn(SourceTree.read(root));
        for (RequirementPage page :
                Requirements.in(root.resolve(RequirementCheck.PAGES)).pages()) {
            Files.writeString(page.file(), page.withTests(tests::cell));
        }
    }
}
