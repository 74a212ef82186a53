# Жүйелердегі рөлдер
nav-system-roles = Жүйелердегі рөлдер
system-roles-title = Жүйелердегі рөлдер
system-roles-lead = Интегратор әр жүйеде органның құзыретіне сәйкес рөл жасайды (6-тармақ). Құзыреті бірдей органдардың рөлі бір; рөлдің атауы мен шегін ешкім қолмен таңдамайды.
system-roles-none = Әзірге бірде-бір рөл жасалған жоқ: алғашқы рұқсат берілгенде жасалады.
system-roles-code = Рөл
system-roles-created = Жасалған
system-roles-by = Кім жасады
system-roles-application = Негіз болған өтінім
system-roles-grants = Осы рөл бойынша рұқсаттар
opens-roles = Жүйедегі рөлі
role-since = { $day } жасалған, № { $number } өтінім бойынша
event-system-role-created = Жүйеде рөл жасалды
field-role = Рөл
