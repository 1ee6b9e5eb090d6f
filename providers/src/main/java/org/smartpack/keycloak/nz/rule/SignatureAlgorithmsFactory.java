/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import com.google.auto.service.AutoService;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/** The client-policy executor {@code smart-nz-signatures}, see {@link SignatureAlgorithms}. */
@AutoService(ClientPolicyExecutorProviderFactory.class)
public final class SignatureAlgorithmsFactory extends RuleFactory {

    /** Called by Java's service loader. */
    public SignatureAlgorithmsFactory() {
        super(
                "smart-nz-signatures",
                "NZ-9, NZ-53: tokens must be signed with an approved algorithm: PS*, ES*, EdDSA," + " RS256 or RS384.",
                settings -> new SignatureAlgorithms());
    }
}
