/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import com.google.auto.service.AutoService;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/** The client-policy executor {@code smart-nz-confidential}, see {@link ConfidentialClient}. */
@AutoService(ClientPolicyExecutorProviderFactory.class)
public final class ConfidentialClientFactory extends RuleFactory {

    /** Called by Java's service loader. */
    public ConfidentialClientFactory() {
        super("smart-nz-confidential", "NZ-72: the client must be confidential.", settings -> new ConfidentialClient());
    }
}
