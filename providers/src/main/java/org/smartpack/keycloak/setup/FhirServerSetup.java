/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.setup;

import java.util.List;
import java.util.Map;

import com.google.auto.service.AutoService;

import org.smartpack.keycloak.fhir.FhirServerMapper;
import org.smartpack.keycloak.fhir.FhirServers;

/** The realm of a FHIR server, which the mapper "FHIR server" sets up. */
@AutoService(MapperSetup.class)
public final class FhirServerSetup implements MapperSetup {

    /** Isn't a matter of the switch: realm files of any governed realm must say that it is one. */
    private static final Part MARK = saved -> {
        FhirServers.mark(saved.realm());
        return List.of();
    };

    private static final List<Part> PARTS =
            List.of(MARK, new ServerRoles(), new SmartClientScopes(), new FhirUserAttribute());

    @Override
    public String mapper() {
        return FhirServerMapper.PROVIDER_ID;
    }

    @Override
    public String title() {
        return "FHIR server";
    }

    @Override
    public String verb() {
        return "created";
    }

    @Override
    public List<Part> parts() {
        return PARTS;
    }

    @Override
    public boolean isWanted(Part part, Map<String, String> config) {
        return part == MARK || !"false".equals(config.get(FhirServerMapper.SETUP));
    }
}
