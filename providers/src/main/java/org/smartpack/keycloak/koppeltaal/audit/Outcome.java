/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.audit;

/** How a step ended: the codes of {@code AuditEvent.outcome}. */
public enum Outcome {
    /** 0. */
    SUCCESS("0"),
    /** 4: it continues despite a wrong setting (KT-AUTHZ-6). */
    MISCONFIGURED("4"),
    /** 4: rightly refused, for instance an expired launch token or the wrong user. */
    REFUSED("4"),
    /** 8: impossible, for instance because the FHIR service can't be reached or a setting is missing. */
    FAILED("8");

    private final String code;

    Outcome(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }

    /** The code for an authentication event, which is either a success or a serious failure (KT-AUD-2). */
    String codeOfLogin() {
        return this == SUCCESS ? code : FAILED.code;
    }
}
