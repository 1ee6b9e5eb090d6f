/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.access;

import java.util.Set;

/** The patients whose data a level of scopes reaches. */
public sealed interface Sight {

    /** Whether data about these patients is in sight. Data about no patient is in sight only without a limit. */
    boolean reaches(Set<String> patients);

    /** Nothing at all. */
    static Sight nothing() {
        return new OnePatient("");
    }

    /** No limit. */
    record Everything() implements Sight {
        @Override
        public boolean reaches(Set<String> patients) {
            return true;
        }
    }

    /**
     * Several patients' records.
     *
     * @param ids logical ids, without {@code Patient/}
     */
    record Patients(Set<String> ids) implements Sight {
        /** Copies, so that the value can't change. */
        public Patients {
            ids = Set.copyOf(ids);
        }

        @Override
        public boolean reaches(Set<String> patients) {
            return !patients.isEmpty() && ids.containsAll(patients);
        }
    }

    /**
     * One patient's record.
     *
     * @param id the logical id, without {@code Patient/}
     */
    record OnePatient(String id) implements Sight {
        @Override
        public boolean reaches(Set<String> patients) {
            return !id.isEmpty() && patients.equals(Set.of(id));
        }
    }
}
