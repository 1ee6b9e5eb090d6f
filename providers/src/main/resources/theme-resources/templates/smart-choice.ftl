<#-- What the pages of the pack share. They work with every login theme: its classes are used where it has them. -->
<#assign appName = client.name?has_content?then(advancedMsg(client.name!""), client.clientId)>

<#macro styles>
  <link rel="stylesheet" href="${url.resourcesPath}/css/smart.css"/>
</#macro>

<#-- The hint is read aloud with the field, and stays there while somebody types. -->
<#macro field name label value hint="" invalid=false>
  <div class="${properties.kcFormGroupClass!} smart-field">
    <label for="smart-${name}" class="${properties.kcLabelClass!}">${label}</label>
    <#-- The newer themes paint what is around the input, the older ones the input itself. -->
    <#local isAround = properties.kcFormControlUtilClass??>
    <span<#if isAround> class="${properties.kcInputClass!}"</#if>>
      <input type="text"<#if !isAround> class="${properties.kcInputClass!}"</#if> id="smart-${name}" name="${name}" value="${value}" autocomplete="off" maxlength="100"<#if hint?has_content> aria-describedby="smart-${name}-hint"</#if><#if invalid> aria-invalid="true"</#if>/>
    </span>
    <#if hint?has_content><span id="smart-${name}-hint" class="smart-hint">${hint}</span></#if>
  </div>
</#macro>

<#macro button name value label secondary=false>
  <button type="submit" name="${name}" value="${value}" class="${properties.kcButtonClass!} ${secondary?then(properties.kcButtonSecondaryClass!properties.kcButtonDefaultClass!"", properties.kcButtonPrimaryClass!"")} ${properties.kcButtonBlockClass!}">${label}</button>
</#macro>

<#macro cancel>
  <@button name="cancel" value="true" label=msg("doCancel") secondary=true/>
</#macro>

<#macro facts patient>
  <span class="smart-name">${patient.name()?has_content?then(patient.name(), msg("smartNoName"))}</span>
  <span class="smart-facts">
    <#if patient.birthDate()?has_content>
    <span>${patient.age()?has_content?then(msg("smartBornAge", patient.birthDate(), patient.age()), msg("smartBorn", patient.birthDate()))}</span>
    </#if>
    <#if patient.gender()?has_content><span>${msg("smartGender." + patient.gender())}</span></#if>
    <#if patient.number()?has_content><span>${msg("smartNumber", patient.number())}</span></#if>
  </span>
</#macro>
