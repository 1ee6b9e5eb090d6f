/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.setup;

import java.util.List;
import java.util.Map;

import com.google.auto.service.AutoService;

import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalAppMapper;
import org.smartpack.keycloak.setup.MapperSetup;
import org.smartpack.keycloak.setup.Part;

/** The settings of an application's client that the domain prescribes (KT-DOM-8). */
@AutoService(MapperSetup.class)
public final class ApplicationSetup implements MapperSetup {

    @Override
    public String mapper() {
        return KoppeltaalAppMapper.PROVIDER_ID;
    }

    @Override
    public String title() {
        return KoppeltaalAppMapper.TITLE;
    }

    @Override
    public String verb() {
        return "set";
    }

    @Override
    public List<Part> parts() {
        return List.of(new ApplicationAlgorithms());
    }

    @Override
    public boolean isWanted(Part part, Map<String, String> config) {
        return true;
    }
}
