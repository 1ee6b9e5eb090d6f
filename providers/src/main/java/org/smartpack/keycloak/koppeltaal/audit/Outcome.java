/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.audit;

/** How a step ended: the codes of {@code AuditEvent.outcome}. */
public enum Outcome {
    /** 0. */
    SUCCESS("0"),
    /** 4: it goes on, although somebody set up something wrongly (KT-AUTHZ-6). */
    MISCONFIGURED("4"),
    /** 4: refused, as it should be: a launch token that has expired, a user who is somebody else. */
    REFUSED("4"),
    /** 8: not possible: the FHIR service can't be asked, a setting is missing. */
    FAILED("8");

    private final String code;

    Outcome(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }

    /** An authentication event is a success or a serious failure, and nothing in between (KT-AUD-2). */
    String codeOfLogin() {
        return this == SUCCESS ? code : FAILED.code;
    }
}
