/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import com.google.auto.service.AutoService;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/** The client-policy executor {@code smart-nz-client-authentication}, see {@link ClientAuthentication}. */
@AutoService(ClientPolicyExecutorProviderFactory.class)
public final class ClientAuthenticationFactory extends RuleFactory {

    /** Called by Java's service loader. */
    public ClientAuthenticationFactory() {
        super(
                "smart-nz-client-authentication",
                "NZ-26, NZ-33, NZ-36: a confidential client must authenticate by a signed JWT or a" + " certificate.",
                settings -> new ClientAuthentication());
    }
}
